/** Rows of numbers from JSON: `[[1, 2.5], [3, 4]]`. */
import { TableError } from "../errors.ts";
import { decodeText } from "../text/decode-text.ts";
import { showText } from "../text/show-text.ts";
import { parseJson } from "./parse-json.ts";

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
  const lists = parseJson(text, name, `one array of rows, as ${EXAMPLE}`);
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
    for (const [column, written] of list.entries()) {
      const value: unknown = typeof written === "bigint" ? Number(written) : written;
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
