/** What went wrong while a file of code was evaluated, in one line with the place, as far as the engine tells it. */
import { fileURLToPath } from "node:url";
import { formatPlace, placeAt } from "./file-place.ts";

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const FRAME = /(file:\/\/[^\s?]+)(?:\?[^\s:]*)?:(\d+):(\d+)\)?$/;
/** the file and line, the line itself, and a caret below: how Node shows a syntax error */
const SYNTAX = /^(\S.*):(\d+)\n([\s\S]*?)\n([ \t]*)\^/;
const MISSING = /^Cannot find (?:package|module) '([^']+)' imported from /;

/** `file` is what was imported, absolute; `source` its text. */
export function describeImportError(error: unknown, file: string, source: string): string {
  if (!(error instanceof Error)) return `it throws ${String(error)}, which is not an error; throw an Error`;
  const missing = MISSING.exec(error.message)?.[1];
  if (missing !== undefined) return describeMissing(missing, source);
  const place = placeOfSyntax(error) ?? placeOfFrame(error, file);
  const kind = error.name === "Error" ? "" : `${error.name}: `;
  const reason = `${kind}${error.message}`.replaceAll(/\s*\n\s*/g, " ");
  if (place === null) return reason;
  return `${place.file === file ? "" : `${place.file}, `}${formatPlace(place)}: ${reason}`;
}

function describeMissing(missing: string, source: string): string {
  const name = missing.split("/").at(-1) ?? missing;
  const at = source.indexOf(name);
  const where = at < 0 ? "" : `${formatPlace(placeAt(source, at))}: `;
  return `${where}${missing} is not there; check the name, or install it`;
}

function placeOfSyntax(error: Error): Place | null {
  if (!(error instanceof SyntaxError)) return null;
  const match = SYNTAX.exec(error.stack ?? "");
  if (match === null) return null;
  const [, name = "", line, , blanks = ""] = match;
  // Node may show further lines between the one it means and the caret
  return { file: name.startsWith("file:") ? fileURLToPath(name) : name, line: Number(line), column: blanks.length + 1 };
}

/** The innermost frame in the file itself; else in any other that is not a dependency's. */
function placeOfFrame(error: Error, file: string): Place | null {
  const frames = (error.stack ?? "").split("\n").flatMap((text): Place[] => {
    const match = FRAME.exec(text.trim());
    return match === null ? [] : [{ file: fileURLToPath(match[1]!), line: Number(match[2]), column: Number(match[3]) }];
  });
  return (
    frames.find((frame) => frame.file === file) ?? frames.find((frame) => !frame.file.includes("node_modules")) ?? null
  );
}
