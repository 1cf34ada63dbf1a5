import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { FormatError } from "minibatch";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { InputError, UsageError } from "../errors.ts";
import { type InputRows, readRows, type TableFlags } from "./read-rows.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rows-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

function readTable(text: string | Uint8Array, features: number, flags?: TableFlags): InputRows {
  return readRows(write("a.csv", text), features, flags);
}

/** What is told instead of rows: one line, an error of the caller's. */
function faultOf(text: string | Uint8Array, features: number, flags?: TableFlags): string {
  try {
    readTable(text, features, flags);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  throw new Error("nothing was refused");
}

describe("a table", () => {
  test.each<[string, string | Uint8Array, number[], string]>([
    ["plain", "1,2.5\n-3,4e-1\n", [1, 2], "no header, delimiter ',', decimal point, UTF-8"],
    [
      "with a header, blank lines and a BOM",
      "\uFEFFwidth,height\n1,2.5\n\n-3,0.4\n",
      [2, 4],
      "header in line 1, delimiter ',', decimal point, UTF-8; passed over: 1 blank line (the first is 3)",
    ],
    ["of a German Excel", "1;2,5\r\n-3;0,4\r\n", [1, 2], "no header, delimiter ';', decimal comma, UTF-8"],
    ["quoted", '"1","2.5"\n"-3","0.4"\n', [1, 2], "no header, delimiter ',', decimal point, UTF-8"],
    ["between blanks", " 1  2.5\n-3\t0.4\n", [1, 2], "no header, delimiter blanks, decimal point, UTF-8"],
    ["between tabs", "1\t2.5\n-3\t0.4\n", [1, 2], "no header, delimiter tab, decimal point, UTF-8"],
    [
      "in UTF-16",
      new Uint8Array(Buffer.from("\ufeff1,2.5\n-3,0.4\n", "utf16le")),
      [1, 2],
      "no header, delimiter ',', decimal point, UTF-16",
    ],
    [
      "in Windows-1252",
      new Uint8Array(Buffer.from("größe,b\n1,2.5\n-3,0.4\n", "latin1")),
      [2, 3],
      "header in line 1, delimiter ',', decimal point, Windows-1252 (line 1 is not UTF-8)",
    ],
    [
      "of pandas without names",
      "0,1\n1.0,2.5\n-3.0,0.4\n",
      [2, 3],
      "header in line 1, delimiter ',', decimal point, UTF-8",
    ],
  ])("%s", (_, text, lines, told) => {
    expect(readTable(text, 2)).toEqual({
      rows: { kind: "dense", rows: 2, features: 2, scale: 1, values: Float32Array.of(1, 2.5, -3, 0.4) },
      lines: Uint32Array.from(lines),
      told: `a.csv: 2 rows x 2 columns, ${told}`,
    });
  });

  test("a header of numbers is no row, and a row of commas is one", () => {
    const header = Array.from({ length: 20 }, (_, i) => i).join();
    const bits = (first: number): string => Array.from({ length: 20 }, (_, i) => (i + first) % 2).join();
    expect(readTable(`${header}\n${bits(0)}\n${bits(1)}\n`, 20).rows.rows).toBe(2);
    expect(readTable(`${header}\n${bits(0)}\n${bits(1)}\n`, 20, { header: false }).rows.rows).toBe(3);
    expect(faultOf(`${bits(0)}\n${",".repeat(19)}\n${bits(1)}\n`, 20)).toBe(
      "Cannot read a.csv: line 2, column 1 is empty; the network takes numbers: fill it in, or leave the row out",
    );
  });

  test("one column has no delimiter, and may have decimal commas", () => {
    expect(readTable("1\n2\n", 1).rows.values).toEqual(Float32Array.of(1, 2));
    expect(readTable("1,5\n2,25\n", 1).rows.values).toEqual(Float32Array.of(1.5, 2.25));
    expect(readTable("1,5\n2,25\n", 2).rows.values).toEqual(Float32Array.of(1, 5, 2, 25));
  });

  test.each([
    ["a,b\n1,2\n3\n", "line 3 has 1 column, should have 2 as line 1 has; mend it, or say what the delimiter is"],
    ["1,2\n3,x\n", 'line 2, column 2: "x" is text, should be a number'],
    ["1,2\n\n\n3,x\n", 'line 4, column 2: "x" is text, should be a number'],
    ["a,b\n1,2\n3,x\n", 'line 3, column 2 (b): "x" is text, should be a number'],
    ['a,"b\nb"\n1,2\n3,x\n', 'line 4, column 2 (b\\nb): "x" is text, should be a number'],
    ["1,2\n3,\n", "line 2, column 2 is empty; the network takes numbers: fill it in, or leave the row out"],
    ["a,b\n1,NA\n", 'line 2, column 2 (b) is "NA", a missing value; the network takes numbers'],
    ["1,,3\n4,5,6\n", "it has 3 columns, the network takes 2"],
    [",2\n3,4\n", "line 1, column 1 is empty"],
    ["1,2\n3,Infinity\n", 'line 2, column 2: "Infinity" is infinite; a network takes finite numbers'],
    ["1,2\n0x1F,3\n", 'line 2, column 1: "0x1F" is hexadecimal; write it in decimal'],
    ["0x1F,2\n1,3\n", 'line 1, column 1: "0x1F" is hexadecimal; write it in decimal'],
    ["1,2\n1_000,3\n", 'line 2, column 1: "1_000" holds an underscore'],
    ["a,b\n1,2\n1e39,3\n", "line 3, column 1 (a) is 1e+39, beyond what the network's 32-bit numbers hold (3.4e38)"],
    ["a,b\n1,2\n-3.5e38,3\n", "line 3, column 1 (a) is -3.5e+38, beyond"],
    ["a;b\n1;2\n3;1.234,5\n", 'line 3, column 2 (b): "1.234,5" has a thousands separator; write it without'],
    ["a,b\n1,2\n3,\x1b[31m\n", 'line 3, column 2 (b): "\\u{1b}[31m" is text'],
    // the first row that is wrong is told, whichever column it is in
    ["a,b\n1,2\n3,x\ny,4\n", 'line 3, column 2 (b): "x"'],
    ["a,b\n1,2\nx,3\n,y\n", 'line 3, column 1 (a): "x"'],
    ["a,b\n1,2\n1,\nx,3\n", "line 3, column 2 (b) is empty"],
    ["1,2\n1,3\n-1e39,NA\nz,3\n", 'line 3, column 2 is "NA"'],
    ["", "it holds no rows; give a row a line"],
    ["a,b\n", "it holds no rows, only a header in line 1; if it is a row, give --header no"],
    ["0,1\n1,0\n", "line 1 may be a header or a row: it counts the columns from 0; give --header yes or --header no"],
    ["1,5;2,7\n1.5;2\n", "or give --decimal . or --decimal ,"],
    ['a,b\n1,"2\n', "where quotes are characters like others, give --quote none"],
    [new Uint8Array(gzipSync("1,2\n")), "it is compressed by gzip; decompress it first (gunzip)"],
    [new Uint8Array(Buffer.from("PK\x03\x04")), "it is a zip archive, as .xlsx, .ods and .npz files are"],
  ])("%j is refused: %s", (text, reason) => {
    const fault = faultOf(text, 2);
    expect(fault).toContain("Cannot read a.csv: ");
    expect(fault).toContain(reason);
  });

  test.each([
    [
      ",a,b\n0,1,2\n1,3,4\n",
      "the first counts the rows, as pandas and R do: write the file without (index=False, row.names=FALSE), or give --ignore 1",
    ],
    ["0,1.5,2\n1,3,4\n2,5,6\n", "the first counts the rows"],
    ["a,b,\n1,2,\n3,4,\n", "the last is empty: every line ends in a delimiter; remove it, or give --ignore 3"],
    ["a,b,c\n1,2,x\n3,4,y\n", "the last holds texts; if they are labels, give --ignore 3"],
    [
      "1,5,2,7\n3,5,4,5\n",
      "if half of the commas are decimal marks, separate the columns by semicolons or tabs (1,5;2,7)",
    ],
    ["a,b,c\n1,2,3\n", "leave the others out, or give --ignore COLUMN for each"],
    ["1:2\n3:4\n", "if its columns are separated by something else, give --delimiter"],
  ])("%j has too many columns, or too few, and is told what is usually the cause", (text, hint) => {
    expect(faultOf(text, 2)).toMatch(/^Cannot read a\.csv: it has \d columns?, the network takes 2; /);
    expect(faultOf(text, 2)).toContain(hint);
  });

  test("columns that the network does not take are ignored by name or place", () => {
    const text = "id,a,species,b\n7,1,x,2\n8,3,y,4\n";
    expect(readTable(text, 2, { ignore: ["id", "3"] }).rows.values).toEqual(Float32Array.of(1, 2, 3, 4));
    expect(faultOf(text, 2, { ignore: ["id"] })).toContain(
      "it has 3 columns without the 1 ignored, the network takes 2",
    );
    expect(faultOf(text, 2, { ignore: ["ID"] })).toContain('Cannot use column "ID" of a.csv: there is none');
  });

  test("what is said of a table wins over what is found", () => {
    expect(readTable("1,5\n2,7\n", 2, { decimal: "," }).rows.rows).toBe(2);
    expect(readTable("1:2\n3:4\n", 2, { delimiter: ":" }).rows.rows).toBe(2);
    expect(readTable("'1,5','2'\n", 2, { quote: "'", decimal: "," }).rows.values).toEqual(Float32Array.of(1.5, 2));
    expect(faultOf(new Uint8Array([0x31, 0x2c, 0xe4]), 2, { encoding: "utf-8" })).toContain("line 1 is not UTF-8");
  });
});

test("JSON is an array of rows; what is none has its place", () => {
  expect(readRows(write("a.json", "[[1, 2], [3, 4]]"), 2)).toMatchObject({ lines: null, told: null });
  expect(readRows(write("a.json", "[[1, 2], [3, 4]]"), 2).rows.values).toEqual(Float32Array.of(1, 2, 3, 4));
  expect(() => readRows(write("b.json", "[[1, 2], 3]"), 2)).toThrow("Cannot read b.json: [1] is 3, should be a row");
  expect(() => readRows(write("c.json", "[[1, 2"), 2)).toThrow(InputError);
  expect(() => readRows(write("d.json", "[[1, 2], [3, 1e39]]"), 2)).toThrow(
    "Cannot read d.json: [1][1] is 1e+39, beyond what the network's 32-bit numbers hold (3.4e38); scale the column",
  );
  expect(() => readRows(write("e.json", "[[1, 2, 3]]"), 2)).toThrow("its rows have 3 values, the network takes 2");
});

test("bytes of IDX images are divided by 255, whether gzipped or not", () => {
  const idx = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 51, 102, 255);
  const rows = { kind: "dense", rows: 2, features: 2, scale: 1 / 255, values: Uint8Array.of(0, 51, 102, 255) };
  const expected = { rows, lines: null, told: null };
  expect(readRows(write("images-idx3-ubyte", idx), 2)).toEqual(expected);
  expect(readRows(write("images-idx3-ubyte.gz", gzipSync(idx)), 2)).toEqual(expected);
  expect(() => readRows(write("images-idx3-ubyte", idx), 4)).toThrow("it is 2 x 1 x 2, the network takes rows of 4");
  expect(() => readRows(write("labels-idx1-ubyte", Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7)), 2)).toThrow(
    "one number a row is a file of labels",
  );
  expect(() => readRows(write("images-idx3-ubyte", idx.subarray(0, 17)), 2)).toThrow(FormatError);
});

test("an IDX file of numbers that a network does not hold is refused by their place", () => {
  const idx = (...values: number[]): Uint8Array => {
    const bytes = Buffer.concat([Buffer.from([0, 0, 14, 2, 0, 0, 0, 2, 0, 0, 0, 2]), Buffer.alloc(32)]);
    for (const [i, value] of values.entries()) bytes.writeDoubleBE(value, 12 + 8 * i);
    return bytes;
  };
  expect(readRows(write("a.idx", idx(1, 2, 3, 4)), 2).rows.values).toEqual(Float32Array.of(1, 2, 3, 4));
  expect(() => readRows(write("a.idx", idx(1, 2, 3, 1e39)), 2)).toThrow("Cannot read a.idx: [1][1] is 1e+39, beyond");
  expect(() => readRows(write("a.idx", idx(1, Number.NaN, 3, 4)), 2)).toThrow(
    "[0][1] is NaN, should be a finite number",
  );
});

test("a file that is not there, or of a kind that is not known, is told in one line", () => {
  expect(() => readRows(join(folder, "none.csv"), 2)).toThrow("there is no such file");
  expect(() => readRows(folder, 2)).toThrow("it is a directory");
  expect(() => readRows(write("a.parquet", ""), 2)).toThrow("its kind is not known by its name");
  expect(() => readRows(write("b.parquet", "PAR1\0PAR1"), 2)).toThrow("it is a Parquet file");
  expect(() => readRows(write("a.csv.gz", gzipSync("1,2")), 2)).toThrow("it is compressed by gzip");
});

test("what says how a table is written is refused for files that are none", () => {
  const read = (): unknown => readRows(write("a.json", "[[1, 2]]"), 2, { header: false });
  expect(read).toThrow(UsageError);
  expect(read).toThrow("Cannot use --header for a.json: it is for tables");
});
