/** A JSON document a line: a row each. */
import { TableError } from "../errors.ts";
import type { Frame } from "../frame/frame.ts";
import { GatheredRows, isFields, sayKind } from "../frame/frame-of.ts";
import { parseExactly, showFault } from "../json/parse-json.ts";
import type { ReadTools } from "../sets/data-set.ts";
import { decodeText } from "../text/decode-text.ts";
import type { NamedBytes, Reader } from "./reader.ts";

export const jsonLines: Reader<Record<never, never>> = {
  name: "jsonl",
  says: "JSON lines: an object of columns on each line",
  endings: [".jsonl", ".ndjson"],
  isFolder: false,
  recognizes: () => false,
  fields: {},
  read: readJsonLines,
};

const EXAMPLE = '{"a": 1, "b": "x"}';

function readJsonLines(files: readonly NamedBytes[], _: object, { shared }: ReadTools, name: string): Frame {
  const { text } = decodeText((files[0] as NamedBytes).bytes, name);
  const action = `Cannot read ${name}`;
  const gathered = new GatheredRows();
  const lines: number[] = [];
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const at = text.indexOf("\n", start);
    const end = at === -1 ? text.length : at;
    const written = text.slice(start, end).trim();
    line++;
    start = end + 1;
    if (written === "") continue;
    const row = parseLine(written, line, action);
    if (!isFields(row)) {
      throw new TableError(
        `${action}: line ${line} is ${sayKind(row)}, should be an object of columns, as ${EXAMPLE}`,
        line,
      );
    }
    gathered.add(row);
    lines.push(line);
  }
  if (lines.length === 0) throw new TableError(`${action}: it holds no rows; write a line as ${EXAMPLE} for each`);
  return gathered.finish(name, action, { kind: "lines", lines: Uint32Array.from(lines) }, shared);
}

function parseLine(written: string, line: number, action: string): unknown {
  try {
    return parseExactly(written);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new TableError(
      `${action}: line ${line} is no JSON: ${showFault(error.message)}; a row is a line, as ${EXAMPLE}`,
      line,
    );
  }
}
