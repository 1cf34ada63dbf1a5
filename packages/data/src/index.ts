/**
 * Data for training, wherever it comes from: the sets that have a name, with what each says of itself; splits; tables
 * from files.
 *
 * @module minibatch-data
 */
export { type TableChoice, TableError } from "./errors.ts";
export type { ArrayValues, Category, Frame, FrameColumn, NumberValues, RowPlaces } from "./frame/frame.ts";
export { categoryOf, columnNamed, placeOf, widthOf } from "./frame/frame.ts";
export { type ColumnInput, frameOf, frameOfRows } from "./frame/frame-of.ts";
export { retype } from "./frame/retype.ts";
export { type NumberRows, readJsonRows } from "./json/read-json-rows.ts";
export { whyNotNumber } from "./numbers/why-not-number.ts";
export { completeOptions } from "./readers/complete-options.ts";
export { defaultTools } from "./readers/default-tools.ts";
export { chooseReader, companionsOf, type FrameRequest, readerOfName, readFrame } from "./readers/read-frame.ts";
export type { Companion, NamedBytes, Reader } from "./readers/reader.ts";
export { readerNames, readers } from "./readers/readers.ts";
export * from "./sets-door.ts";
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
