/**
 * Tables that are written in every way come back; files that are damaged are read right or refused in one line. More
 * runs: FUZZ_RUNS=5000.
 */
import fc from "fast-check";
import { createStream } from "minibatch";
import papaparse from "papaparse";
import { expect, test } from "vitest";
import { TableError } from "../errors.ts";
import { decodeText } from "../text/decode-text.ts";
import { readTable, type TableOptions } from "./read-table.ts";
import type { Table } from "./table.ts";

const numRuns = process.env.FUZZ_RUNS === undefined ? 200 : Number(process.env.FUZZ_RUNS);

type Cell = number | string | null;

interface Written {
  readonly bytes: Uint8Array;
  readonly names: readonly string[] | null;
  readonly rows: readonly (readonly Cell[])[];
  readonly lines: readonly number[];
  readonly options: TableOptions;
}

interface Manner {
  readonly delimiter: string;
  readonly decimal: "." | ",";
  readonly lineEnd: string;
  readonly missing: string;
  readonly encoding: "utf8" | "utf16le" | "utf16be" | "latin1";
  readonly hasMark: boolean;
  readonly quotesAll: boolean;
  readonly header: "names" | "counted" | "none";
  /** after which lines a blank one follows */
  readonly blanks: readonly boolean[];
}

const number = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x)),
  fc.constantFrom(0, 1, 0.1, 1e-9, 1e22, 123456.789),
);
/** A letter first: a text that no column of numbers takes for a number, and no list of words for a missing value. */
const text = fc
  .tuple(
    fc.constantFrom("x", "ä", "Z"),
    fc.string({ unit: fc.constantFrom("a", "ö", " ", ",", ";", '"', "'", "\n", "|", "1", "."), maxLength: 6 }),
  )
  .map((parts) => parts.join(""));
const column = fc.constantFrom<"number" | "text">("number", "number", "text");

const manner: fc.Arbitrary<Manner> = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|", " "),
  decimal: fc.constantFrom(".", ","),
  lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
  missing: fc.constantFrom("", "NA", "nan", "?", "-", "null"),
  encoding: fc.constantFrom("utf8", "utf16le", "utf16be", "latin1"),
  hasMark: fc.boolean(),
  quotesAll: fc.boolean(),
  header: fc.constantFrom("names", "counted", "none"),
  blanks: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
});

function rowsOfKinds(kinds: readonly ("number" | "text")[]): fc.Arbitrary<Cell[][]> {
  const cells = kinds.map((kind) => fc.option<Cell>(kind === "number" ? number : text, { freq: 6 }));
  return fc.array(fc.tuple(...cells), { minLength: 1, maxLength: 10 });
}

/** `columns` are their kinds. */
function tables(columns: fc.Arbitrary<readonly ("number" | "text")[]>): fc.Arbitrary<Written> {
  return columns.chain((kinds) =>
    fc.tuple(rowsOfKinds(kinds), manner).map(([rows, how]) => write(kinds.length, rows, how)),
  );
}

function write(width: number, rows: readonly (readonly Cell[])[], how: Manner): Written {
  const names =
    how.header === "none"
      ? null
      : Array.from({ length: width }, (_, i) => (how.header === "names" ? `n${i}` : String(i)));
  const records: (readonly Cell[])[] = names === null ? [...rows] : [names, ...rows];
  const lines: number[] = [];
  let [content, line] = ["", 1];
  for (const [i, record] of records.entries()) {
    const written = record.map((cell) => writeCell(cell, how)).join(how.delimiter === " " ? "  " : how.delimiter);
    lines.push(line);
    const end = how.blanks[i] === true ? how.lineEnd + how.lineEnd : how.lineEnd;
    content += written + end;
    line += written.split("\n").length - 1 + (end.length > how.lineEnd.length ? 2 : 1);
  }
  const { delimiter, decimal } = how;
  const options: TableOptions = { name: "a.csv", header: names !== null, delimiter, decimal, quote: '"' };
  return { bytes: encode(content, how), names, rows, lines: names === null ? lines : lines.slice(1), options };
}

function writeCell(cell: Cell, { delimiter, decimal, missing, quotesAll }: Manner): string {
  // between blanks nothing is no field; in a line by itself nothing is a blank line
  if (cell === null) return missing === "" ? '""' : missing;
  const written = typeof cell === "number" ? String(cell).replace(".", decimal) : cell;
  const mustQuote =
    quotesAll ||
    /["\r\n]|^\s|\s$/.test(written) ||
    written.includes(delimiter) ||
    (delimiter === " " && /\s/.test(written));
  return mustQuote ? `"${written.replaceAll('"', '""')}"` : written;
}

function encode(content: string, { encoding, hasMark }: Manner): Uint8Array {
  if (encoding === "latin1") return new Uint8Array(Buffer.from(content, "latin1"));
  const marked = hasMark ? `\ufeff${content}` : content;
  if (encoding === "utf8") return new Uint8Array(Buffer.from(marked, "utf8"));
  const bytes = Buffer.from(marked, "utf16le");
  return new Uint8Array(encoding === "utf16le" ? bytes : bytes.swap16());
}

function rowsOf({ rows, columns }: Table): Cell[][] {
  return Array.from({ length: rows }, (_, row) =>
    columns.map(({ missing, values }) => ((missing?.[row] ?? 0) > 0 ? null : values[row]!)),
  );
}

/** Numbers of a column that also has texts are texts, as they were written. */
function expectSame(table: Table, { rows, names, lines, options }: Written): void {
  expect(table.columns.map(({ name }) => name)).toEqual(names ?? rows[0]!.map(() => null));
  expect([...table.lines]).toEqual(lines);
  const cells = rowsOf(table);
  const asRead = rows.map((row, r) =>
    row.map((cell, i) =>
      typeof cell === "number" && typeof cells[r]?.[i] === "string"
        ? String(cell).replace(".", options.decimal!)
        : cell,
    ),
  );
  expect(cells).toEqual(asRead);
}

test("a table comes back whatever it is written with, when that is said", () => {
  const written = tables(fc.array(column, { minLength: 1, maxLength: 5 }));
  fc.assert(
    fc.property(written, (file) => expectSame(readTable(file.bytes, file.options), file)),
    { numRuns },
  );
});

test("a table of numbers comes back when nothing is said, or is refused as one that could be read in two ways", () => {
  const written = tables(fc.array(fc.constant("number" as const), { minLength: 2, maxLength: 5 }));
  let refused = 0;
  fc.assert(
    fc.property(written, (file) => {
      try {
        expectSame(readTable(file.bytes, { name: "a.csv" }), file);
      } catch (error) {
        if (!(error instanceof TableError)) throw error;
        expect(error.message).toMatch(
          /may be a header or a row|has two decimal marks|may be .* as all its numbers|only a header|is not UTF-8/,
        );
        refused++;
      }
    }),
    { numRuns },
  );
  expect(refused).toBeLessThan(numRuns / 3);
});

test.each<[string, (random: () => number) => number]>([
  ["whole numbers from 0 to 9", (random) => Math.floor(10 * random())],
  ["decimals", (random) => random()],
  ["decimals of one place", (random) => Math.round(100 * random()) / 10],
])("of tables of %s, five columns or more, one in 200 at most is refused or loses its first row", (_, draw) => {
  const stream = createStream(5, "data");
  const random = (): number => stream.nextFloat();
  const [tables, wrong] = [4000, { count: 0 }];
  for (let i = 0; i < tables; i++) {
    const columns = 5 + Math.floor(6 * random());
    const rows = 2 + Math.floor(20 * random());
    const text = [...Array(rows)].map(() => [...Array(columns)].map(() => draw(random)).join()).join("\n");
    try {
      if (readTable(text, { name: "a.csv" }).rows !== rows) wrong.count++;
    } catch (error) {
      expect(error).toBeInstanceOf(TableError);
      wrong.count++;
    }
  }
  expect(wrong.count).toBeLessThan(tables / 200);
});

/** One byte, or a few, are changed, taken out, put in, doubled; or the file is cut. */
const mutation = fc.tuple(
  fc.constantFrom("change", "remove", "insert", "double", "cut"),
  fc.nat(),
  fc.nat(255),
  fc.constantFrom(...'",;\n\r\t |0159.-+eENa#%\0\xff'),
);

/** Mostly one, so that some files can still be read. */
const mutations = fc.oneof(
  { weight: 3, arbitrary: fc.array(mutation, { maxLength: 1 }) },
  { weight: 1, arbitrary: fc.array(mutation, { maxLength: 6 }) },
);

function mutate(
  bytes: Uint8Array,
  [kind, at, length, character]: readonly [string, number, number, string],
): Uint8Array {
  const place = at % (bytes.length + 1);
  const [head, tail] = [bytes.subarray(0, place), bytes.subarray(place)];
  const some = length % 8;
  const put = Uint8Array.of(character.charCodeAt(0));
  switch (kind) {
    case "change":
      return Buffer.concat([head, put, tail.subarray(1)]);
    case "remove":
      return Buffer.concat([head, tail.subarray(some)]);
    case "insert":
      return Buffer.concat([head, put, tail]);
    case "double":
      return Buffer.concat([head, tail.subarray(0, some), tail]);
    default:
      return head.slice();
  }
}

const wrongly: fc.Arbitrary<Partial<TableOptions>> = fc.record(
  {
    header: fc.boolean(),
    delimiter: fc.constantFrom(",", ";", "\t", "|", " ", null),
    decimal: fc.constantFrom(".", ","),
    quote: fc.constantFrom('"', "'", null),
    columns: fc.integer({ min: 1, max: 6 }),
  },
  { requiredKeys: [] },
);

const said = fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: wrongly });

test("a damaged file is read as papaparse reads it, or refused in one line with its name", () => {
  const written = tables(fc.array(column, { minLength: 1, maxLength: 6 }));
  let [read, compared] = [0, 0];
  fc.assert(
    fc.property(written, mutations, said, ({ bytes }, changes, options) => {
      const damaged = changes.reduce(mutate, bytes);
      let table: Table;
      try {
        table = readTable(new Uint8Array(damaged), { name: "a.csv", ...options });
      } catch (error) {
        expect(error).toBeInstanceOf(TableError);
        expect((error as TableError).message).toMatch(/^Cannot read a\.csv: \P{Cc}{10,600}$/u);
        return;
      }
      read++;
      expectSound(table);
      if (expectAsPapaparse(table, decodeText(damaged, "a.csv").text)) compared++;
    }),
    { numRuns },
  );
  expect(read).toBeGreaterThan(numRuns / 5);
  expect(compared).toBeGreaterThan(numRuns / 20);
});

function expectSound({ rows, columns, lines, format, missingWords }: Table): void {
  expect(rows).toBeGreaterThan(0);
  expect(lines).toHaveLength(rows);
  expect([...lines].every((line, i) => line > (lines[i - 1] ?? format.headerLine ?? 0))).toBe(true);
  for (const [i, { place, kind, values, missing }] of columns.entries()) {
    expect(place).toBe(i + 1);
    expect(values).toHaveLength(rows);
    if (missing !== null) expect(missing).toHaveLength(rows);
    for (let row = 0; row < rows; row++) {
      const code = missing?.[row] ?? 0;
      expect(code).toBeLessThanOrEqual(missingWords.length);
      if (kind === "number") expect(Number.isFinite(values[row])).toBe(code === 0);
    }
  }
}

/**
 * Whether the two can be compared: papaparse takes "" for a blank line, and knows no blanks around quotes and no
 * comments of ours.
 */
function expectAsPapaparse(table: Table, source: string): boolean {
  const { delimiter, quote, decimal, headerLine, commentLines } = table.format;
  if (table.columns.length === 1 || delimiter === null || delimiter === " " || quote !== '"' || commentLines > 0)
    return false;
  if (/[ \t\u00a0]"|"[ \t\u00a0]/.test(source)) return false;
  const oneEnd = source.replaceAll(/\r\n?/g, "\n");
  const { data, errors } = papaparse.parse<string[]>(oneEnd, { delimiter, newline: "\n", quoteChar: '"' });
  if (errors.length > 0) return false;
  const records = data.filter((fields) => fields.length > 1 || fields[0]!.trim() !== "");
  const rows = headerLine === null ? records : records.slice(1);
  expect(table.rows).toBe(rows.length);
  for (const [row, fields] of rows.entries()) {
    expect(fields).toHaveLength(table.columns.length);
    for (const [i, { kind, values, missing }] of table.columns.entries()) {
      const field = fields[i]!.trim();
      if ((missing?.[row] ?? 0) > 0) expect(Number.isNaN(Number(field.replace(/^$|^-$/, "?")))).toBe(true);
      else if (kind === "number") expect(values[row]).toBe(Number(decimal === "," ? field.replace(",", ".") : field));
      else expect((values[row] as string).replaceAll(/\r\n?/g, "\n").trim()).toBe(field);
    }
  }
  return true;
}
