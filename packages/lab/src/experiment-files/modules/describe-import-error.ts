/** An error of a file of code in one line, with the place as far as the engine gives it. */
import { fileURLToPath } from "node:url";
import { showThrown } from "study/json";
import { formatPlace, placeAt } from "../file-place.ts";

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const FRAME = /(file:\/\/[^\s?]+)(?:\?[^\s:]*)?:(\d+):(\d+)\)?$/;
/** how Node shows a syntax error: the file and line, the line itself, and a caret below */
const SYNTAX = /^(\S.*):(\d+)\n([\s\S]*?)\n([ \t]*)\^/;
const MISSING = /^Cannot find (?:package|module) '([^']+)' imported from /;

/** `file`: the imported file, absolute; `source`: its text. */
export function describeImportError(error: unknown, file: string, source: string): string {
  if (!(error instanceof Error)) return `it throws ${showThrown(error)}, which is not an error; throw an Error`;
  const missing = MISSING.exec(showThrown(error))?.[1];
  if (missing !== undefined) return describeMissing(missing, source);
  return `${placeIn(error, file)}${showThrown(error)}`;
}

/** For a promise that rejects after the experiment has been read. */
export function describeRejection(reason: unknown, file: string): string {
  return (
    `${placeIn(reason, file)}a promise is rejected that nobody waits for: ${showThrown(reason)}; await it, or ` +
    "catch that"
  );
}

/** `line 3, column 9: `, after the file's name if it is another file; empty without a place. */
function placeIn(thrown: unknown, file: string): string {
  const place = thrown instanceof Error ? (placeOfSyntax(thrown) ?? placeOfFrame(thrown, file)) : null;
  if (place === null) return "";
  return `${place.file === file ? "" : `${place.file}, `}${formatPlace(place)}: `;
}

/**
 * Reads the stack of any thrown value. Reading it may throw, because V8 builds it from a name and message of any type.
 */
export function stackOf(thrown: unknown): string | undefined {
  try {
    const stack = thrown instanceof Error ? thrown.stack : undefined;
    return typeof stack === "string" ? stack : undefined;
  } catch {
    return undefined;
  }
}

function describeMissing(missing: string, source: string): string {
  const name = missing.split("/").at(-1) ?? missing;
  const at = source.indexOf(name);
  const where = at < 0 ? "" : `${formatPlace(placeAt(source, at))}: `;
  return `${where}${missing} is not there; check the name, or install it`;
}

function placeOfSyntax(error: Error): Place | null {
  if (!(error instanceof SyntaxError)) return null;
  const match = SYNTAX.exec(stackOf(error) ?? "");
  if (match === null) return null;
  const [, name = "", line, , blanks = ""] = match;
  // Node may show more lines between that line and the caret
  return { file: name.startsWith("file:") ? fileURLToPath(name) : name, line: Number(line), column: blanks.length + 1 };
}

/** The innermost frame in the file itself, else in any file outside the dependencies. */
function placeOfFrame(error: Error, file: string): Place | null {
  const frames = (stackOf(error) ?? "").split("\n").flatMap((text): Place[] => {
    const match = FRAME.exec(text.trim());
    return match === null ? [] : [{ file: fileURLToPath(match[1]!), line: Number(match[2]), column: Number(match[3]) }];
  });
  return (
    frames.find((frame) => frame.file === file) ?? frames.find((frame) => !frame.file.includes("node_modules")) ?? null
  );
}
