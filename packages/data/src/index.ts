/**
 * Tables from files: bytes or a text in, columns of numbers and texts out, with the line of each row and how the file
 * was understood.
 */
export { type TableChoice, TableError } from "./errors.ts";
export { type NumberRows, readJsonRows } from "./json/read-json-rows.ts";
export { whyNotNumber } from "./numbers/why-not-number.ts";
export { readTable, type TableOptions } from "./table/read-table.ts";
export {
  type Column,
  describeColumn,
  describeTable,
  findColumn,
  type NumberColumn,
  type Table,
  type TableFormat,
  type TextColumn,
} from "./table/table.ts";
export { type DecodedText, decodeText, type Encoding } from "./text/decode-text.ts";
export { showText } from "./text/show-text.ts";
