/** Parquet files, as pandas, Polars, DuckDB and Spark write them. */
import { DataError, FormatError } from "minibatch";
import { isoTimes } from "../formats/iso-times.ts";
import { checkNames } from "../frame/check-names.ts";
import { columnOfValues, type ValueSource } from "../frame/column-of-values.ts";
import { categoryOf, type Frame, type FrameColumn } from "../frame/frame.ts";
import { loadDecoders } from "../parquet/decoders.ts";
import { isParquet, openParquet, type ParquetColumn } from "../parquet/open-parquet.ts";
import { allocate } from "../rows/allocate.ts";
import type { ReadTools } from "../sets/data-set.ts";
import { showText } from "../text/show-text.ts";
import type { NamedBytes, Reader } from "./reader.ts";

export const parquet: Reader<Record<never, never>> = {
  name: "parquet",
  says: "a Parquet file with plain columns, or lists of numbers; uncompressed, or by snappy or gzip",
  endings: [".parquet", ".pq"],
  isFolder: false,
  recognizes: isParquet,
  fields: {},
  read: readParquet,
};

async function readParquet(files: readonly NamedBytes[], _: object, tools: ReadTools, name: string): Promise<Frame> {
  const { bytes } = files[0] as NamedBytes;
  const action = `Cannot read ${name}`;
  const decoders = await loadDecoders((packed, size) => tools.gunzip.exactly(packed, size, name));
  try {
    const { rows, columns } = openParquet(bytes, decoders);
    if (rows === 0 || columns.length === 0) throw new DataError(`${action}: it holds no rows`);
    checkNames(
      columns.map((column) => column.name),
      name,
    );
    const source: ValueSource = { action, place: (row) => `row ${row + 1}`, shared: tools.shared };
    return { name, rows, columns: columns.map((column) => readColumn(column, rows, source)), places: { kind: "rows" } };
  } catch (error) {
    // hyparquet's decoders fail as they do on bytes that they do not expect
    if (error instanceof DataError || error instanceof FormatError || !(error instanceof Error)) throw error;
    throw new FormatError(
      `${action}: ${showText(error.message.split("\n", 1)[0]!, 160).slice(1, -1).replaceAll('\\"', '"')}`,
    );
  }
}

function readColumn(column: ParquetColumn, rows: number, source: ValueSource): FrameColumn {
  try {
    return decode(column, rows, source);
  } catch (error) {
    if (error instanceof DataError || error instanceof FormatError || !(error instanceof Error)) throw error;
    throw new RangeError(`column ${showText(column.name)} ${error.message.replace(/^it /, "")}`);
  }
}

function decode(column: ParquetColumn, rows: number, source: ValueSource): FrameColumn {
  const { name, kind } = column;
  if (kind === "lists") return columnOfValues(name, column.lists(), rows, source);
  if (kind === "texts") return textsOf(column, rows, source);
  if (kind === "numbers")
    return numbersOf(column, rows, source) ?? columnOfValues(name, valuesOf(column, rows), rows, source);
  const values = valuesOf(column, rows);
  if (kind === "values") return columnOfValues(name, values, rows, source);
  return categoryOf(
    name,
    isoTimes(values as (bigint | null)[]),
    rows,
    new Int32Array(allocate(4 * rows, source.shared)),
  );
}

/** Calls `set` for each value that is there: its row, and its place among the values of its page. */
function eachPresent(
  column: ParquetColumn,
  page: { definition: Int32Array | null; count: number },
  set: (i: number, j: number) => void,
): void {
  const { definition, count } = page;
  for (let i = 0, j = 0; i < count; i++) {
    if (definition === null || definition[i] === column.mostDefinition) set(i, j++);
  }
}

/** As they are, null where one is missing. */
function valuesOf(column: ParquetColumn, rows: number): unknown[] {
  const all: unknown[] = new Array(rows).fill(null);
  for (const { row, page, dictionary } of column.pages()) {
    eachPresent(column, page, (i, j) => {
      all[row + i] = page.places === null ? page.values![j] : dictionary![page.places[j]!];
    });
  }
  return all;
}

/** From there on a double stands for several whole numbers. */
const MANY_WHOLES = 2 ** 53;

/** Null where one is a whole number that a double does not hold. */
function numbersOf(column: ParquetColumn, rows: number, source: ValueSource): FrameColumn | null {
  const numbers = new Float64Array(allocate(8 * rows, source.shared));
  for (const { row, page, dictionary } of column.pages()) {
    const { places, definition, count } = page;
    const from = places === null ? page.values! : dictionary!;
    const isBig = from instanceof BigInt64Array || from instanceof BigUint64Array;
    const doubles = isBig ? Float64Array.from(from as BigInt64Array, Number) : (from as ArrayLike<number>);
    if (isBig && (doubles as Float64Array).some((value) => value >= MANY_WHOLES || value <= -MANY_WHOLES)) return null;
    if (places === null && definition === null) {
      numbers.set(doubles, row);
      continue;
    }
    for (let i = 0, j = 0; i < count; i++) {
      if (definition !== null && definition[i] !== column.mostDefinition) numbers[row + i] = Number.NaN;
      else {
        numbers[row + i] = doubles[places === null ? j : places[j]!]!;
        j++;
      }
    }
  }
  for (let row = 0; row < rows; row++) {
    if (numbers[row] === Number.POSITIVE_INFINITY || numbers[row] === Number.NEGATIVE_INFINITY) {
      throw new DataError(
        `${source.action}: ${source.place(row)}, column ${showText(column.name)} is ${numbers[row]}, should be a ` +
          "finite number: write it as missing, or leave the row out",
      );
    }
  }
  return { kind: "number", name: column.name, values: numbers };
}

/** A text of a dictionary is looked up once for all its rows. */
function textsOf(column: ParquetColumn, rows: number, { shared }: ValueSource): FrameColumn {
  const codes = new Int32Array(allocate(4 * rows, shared)).fill(-1);
  const levels: string[] = [];
  const known = new Map<string, number>([["", -1]]);
  const codeOf = (text: unknown): number => {
    const found = known.get(text as string);
    if (found !== undefined) return found;
    known.set(text as string, levels.length);
    return levels.push(text as string) - 1;
  };
  let last: unknown = null;
  let coded = new Int32Array(0);
  for (const { row, page, dictionary } of column.pages()) {
    if (page.places !== null && dictionary !== last) {
      // -2: not met yet; levels are in the order of their first rows
      coded = new Int32Array(dictionary!.length).fill(-2);
      last = dictionary;
    }
    eachPresent(column, page, (i, j) => {
      if (page.places === null) codes[row + i] = codeOf(page.values![j]);
      else {
        const place = page.places[j]!;
        if (coded[place] === -2) coded[place] = codeOf(dictionary![place]);
        codes[row + i] = coded[place]!;
      }
    });
  }
  return { kind: "category", name: column.name, codes, levels };
}
