/**
 * Finds the decimal mark of a file in which numbers with a comma stand: it may be a decimal mark, a thousands
 * separator, or of a text.
 */
import { TableError } from "../errors.ts";
import { parseNumber } from "../numbers/parse-number.ts";
import type { Cells } from "./read-cells.ts";
import type { RecordReader } from "./record-reader.ts";

/** 1,234 is 1.234 in one half of the world and 1234 in the other; 0,123 and 12,5 are not. */
const MAY_BE_THOUSANDS = /^[+-]?[1-9]\d{0,2},\d{3}$/;

const MARKS = { ".": 46, ",": 44 } as const;

interface Found {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/**
 * `cells` were read with a decimal point, `reader` reads them again. Throws TableError where both marks are used, or
 * one could be either.
 */
export function judgeDecimal(cells: Cells, text: string, reader: RecordReader, name: string): "." | "," {
  // a text here and there that looks like a number does not make its column one
  const votes = cells.columns.map(({ otherMark, texts }) => otherMark > texts / 2);
  if (!votes.includes(true)) return ".";
  let comma: Found | null = null;
  let point: Found | null = null;
  let mayBeThousands = true;
  while (reader.next() && point === null) {
    for (let i = 0; i < reader.count; i++) {
      const [start, end] = [reader.starts[i]!, reader.ends[i]!];
      const place = { line: reader.line, column: i + 1 };
      if (isMarked(text, start, end, ".")) point ??= { text: text.slice(start, end), ...place };
      if (votes[i] && (comma === null || mayBeThousands) && isMarked(text, start, end, ",")) {
        comma ??= { text: text.slice(start, end), ...place };
        mayBeThousands &&= MAY_BE_THOUSANDS.test(text.slice(start, end));
      }
    }
  }
  if (comma === null) return ".";
  if (point !== null) {
    throw new TableError(
      `Cannot read ${name}: its numbers have two decimal marks, ${describeFound(comma)} and ` +
        `${describeFound(point)}; write all with one, or {choice}`,
      Math.max(comma.line, point.line),
      { setting: "decimal", values: [".", ","] },
    );
  }
  if (mayBeThousands) {
    const both = `${comma.text.replace(",", ".")} or ${comma.text.replace(",", "")}`;
    throw new TableError(
      `Cannot read ${name}: ${describeFound(comma)} may be ${both}, as all its numbers with a comma; write them ` +
        "without thousands separators, or, if it is a decimal comma, {choice}",
      comma.line,
      { setting: "decimal", values: [","] },
    );
  }
  return ",";
}

/** Whether a number stands there that has that mark. */
function isMarked(text: string, start: number, end: number, mark: "." | ","): boolean {
  if (Number.isNaN(parseNumber(text, start, end, MARKS[mark]))) return false;
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === MARKS[mark]) return true;
  return false;
}

function describeFound({ text, line, column }: Found): string {
  return `${text} in line ${line}, column ${column}`;
}
