import { TableError } from "../errors.ts";
import { lineOf } from "../text/line-of.ts";
import { showText } from "../text/show-text.ts";

/** What Python and JavaScript write for numbers that JSON does not have. Texts are blanked before it is looked for. */
const NO_JSON = /(?<![\w.])[+-]?(?:NaN|Infinity|nan|inf|None|undefined)\b|(?<![\w.])[+-]?0[xXbBoO]\w+/;
const TEXTS = /"(?:[^"\\\n]|\\.)*"/g;

/**
 * The value of a JSON document, whole numbers that a double does not hold as bigint. `name` is the file's and `should`
 * what it should hold, for messages. Throws TableError in one line for what is no JSON.
 */
export function parseJson(text: string, name: string, should: string): unknown {
  try {
    return parseExactly(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const foreign = NO_JSON.exec(text.replaceAll(TEXTS, (found) => " ".repeat(found.length)));
    if (foreign !== null) {
      const line = lineOf(text, foreign.index);
      throw new TableError(
        `Cannot read ${name}: line ${line} holds ${foreign[0].slice(0, 20)}, which JSON does not have`,
        line,
      );
    }
    if (isJsonLines(text)) {
      throw new TableError(
        `Cannot read ${name}: it holds a JSON document on each line (JSON lines), should be ${should}`,
      );
    }
    throw new TableError(`Cannot read ${name}: it is no JSON: ${showFault(error.message)}`);
  }
}

function isJsonLines(text: string): boolean {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.length > 1 && [lines[0]!, lines[1]!].every(isJson);
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** Whole numbers that may be more than a double holds; they may also stand in a text. */
const MANY_DIGITS = /(?<![\d.])\d{16,}(?![\d.eE])/;
const WHOLE = /^-?\d+$/;

/** What an engine hands to a reviver beside the value (ECMAScript 2026, JSON.parse source text access). */
interface ParseContext {
  readonly source?: string;
}

/** As `JSON.parse`, but for whole numbers beyond 2^53, which come as bigint. */
export function parseExactly(text: string): unknown {
  if (!MANY_DIGITS.test(text)) return JSON.parse(text);
  const revive = (_: string, value: unknown, context?: ParseContext): unknown => {
    if (typeof value !== "number" || Number.isSafeInteger(value) || !Number.isInteger(value)) return value;
    const source = context?.source;
    return source !== undefined && WHOLE.test(source) ? BigInt(source) : value;
  };
  try {
    return JSON.parse(text, revive);
  } catch (error) {
    // a reviver walks down by calls
    if (error instanceof RangeError) throw new SyntaxError("its lists are too deep");
    throw error;
  }
}

/** Engines quote the file in their messages, with its line ends and whatever else it holds. */
export function showFault(message: string): string {
  return showText(message.replaceAll('"', "'"), 200).slice(1, -1);
}
