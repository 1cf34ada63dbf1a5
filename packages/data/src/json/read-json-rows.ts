/** Rows of numbers from JSON: `[[1, 2.5], [3, 4]]`. */
import { TableError } from "../errors.ts";
import { decodeText } from "../text/decode-text.ts";
import { lineOf } from "../text/line-of.ts";
import { showText } from "../text/show-text.ts";

/** Numbers by row and column. */
export interface NumberRows {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns] row-major */
  readonly values: Float64Array;
}

/**
 * The rows of a JSON array of arrays of numbers, all of one length. `name` is the file's, for messages. Throws
 * TableError, in one line with the file's name and the place as JavaScript and Python write it (`[0][3]`), for what is
 * no JSON, has another depth, or holds no number in a number's place.
 */
export function readJsonRows(source: Uint8Array | string, name: string): NumberRows {
  const text = typeof source === "string" ? source : decodeText(source, name).text;
  const lists = parseJson(text, name);
  const fail = (fault: string): never => {
    throw new TableError(`Cannot read ${name}: ${fault}`);
  };
  if (!Array.isArray(lists)) return fail(`it holds ${kindOf(lists)}, should be an array of rows, as ${EXAMPLE}`);
  if (lists.length === 0) return fail(`it holds no rows; write ${EXAMPLE}`);
  const columns = Array.isArray(lists[0]) ? lists[0].length : 0;
  const values = new Float64Array(lists.length * columns);
  for (const [row, list] of lists.entries()) {
    if (!Array.isArray(list)) return fail(`[${row}] is ${kindOf(list)}, should be a row, as ${EXAMPLE}${hint(list)}`);
    if (list.length !== columns) {
      return fail(`[${row}] has ${list.length} values, should have ${columns} as [0] has`);
    }
    for (const [column, value] of list.entries()) {
      // JSON.parse makes Infinity of 1e999
      if (typeof value !== "number" || !Number.isFinite(value)) {
        return fail(`[${row}][${column}] is ${kindOf(value)}, should be a number`);
      }
      values[row * columns + column] = value;
    }
  }
  return { rows: lists.length, columns, values };
}

const EXAMPLE = "[[1, 2.5], [3, 4]]";

/**
 * Objects are not accepted: JavaScript puts their numbered names first, so the order of columns would not be the
 * file's.
 */
function hint(list: unknown): string {
  if (typeof list !== "object" || list === null) return "";
  return "; in pandas: to_json(orient='values'), or give the table as CSV";
}

function kindOf(value: unknown): string {
  if (value === null) return "null, a missing value";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return `the text ${showText(value)}`;
  return typeof value === "number" && !Number.isFinite(value)
    ? "beyond the largest number there is (1.8e308)"
    : String(value);
}

/** What Python and JavaScript write for numbers that JSON does not have. Texts are blanked before it is looked for. */
const NO_JSON = /(?<![\w.])[+-]?(?:NaN|Infinity|nan|inf|None|undefined)\b|(?<![\w.])[+-]?0[xXbBoO]\w+/;
const TEXTS = /"(?:[^"\\\n]|\\.)*"/g;

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
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
        `Cannot read ${name}: it holds a JSON document on each line (JSON lines), should be one array of rows, ` +
          `as ${EXAMPLE}`,
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

/** Engines quote the file in their messages, with its line ends and whatever else it holds. */
function showFault(message: string): string {
  return showText(message.replaceAll('"', "'"), 200).slice(1, -1);
}
