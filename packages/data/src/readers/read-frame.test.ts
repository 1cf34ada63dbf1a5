import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { DataError, FormatError } from "minibatch";
import { describe, expect, test } from "vitest";
import { gunzip } from "../../../lab/src/data/gunzip.ts";
import { readBytes } from "../../test/reader-files.ts";
import { TableError } from "../errors.ts";
import type { Frame } from "../frame/frame.ts";
import { placeOf } from "../frame/frame.ts";
import { completeOptions } from "./complete-options.ts";
import { defaultTools } from "./default-tools.ts";
import { companionsOf, readerOfName, readFrame } from "./read-frame.ts";
import { readers } from "./readers.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function read(name: string, content: string | Uint8Array, request: object = {}): Promise<Frame> {
  const bytes = typeof content === "string" ? bytesOf(content) : content;
  return readFrame([{ name, bytes }], { name, ...request });
}

/** Values by column, categories as texts. */
function contents({ columns }: Frame): Record<string, unknown[]> {
  return Object.fromEntries(
    columns.map((column) => [
      column.name,
      column.kind === "category" ? Array.from(column.codes, (code) => column.levels[code] ?? null) : [...column.values],
    ]),
  );
}

test("types are of all rows: what is a number nearly everywhere is a category where one is none", async () => {
  const rows = Array.from({ length: 500 }, (_, i) => `${i},${i === 499 ? "x" : i}`).join("\n");
  const frame = await read("a.csv", `a,b\n${rows}\n`);
  expect(frame.columns.map(({ kind }) => kind)).toEqual(["number", "category"]);
  expect(frame.told).toBe("a.csv: 500 rows x 2 columns, header in line 1, delimiter ',', decimal point, UTF-8");
});

test("rows of a table stand in lines, blank ones counted; those of JSON are counted from 1", async () => {
  const frame = await read("a.csv", "a,b\n1,x\n\n2,\n");
  expect([0, 1].map((row) => placeOf(frame, row))).toEqual(["line 2", "line 4"]);
  expect(contents(frame)).toEqual({ a: [1, 2], b: ["x", null] });
  const lines = await read("a.jsonl", '{"a":1}\n\n{"b":"x"}\n');
  expect(placeOf(lines, 1)).toBe("line 3");
  expect(contents(lines)).toEqual({ a: [1, Number.NaN], b: [null, "x"] });
  expect(placeOf(await read("a.json", '[{"a":1},{"a":2}]'), 1)).toBe("row 2");
});

test("columns of a table without a header are named by their places", async () => {
  expect(contents(await read("a.csv", "1,x\n2,y\n", { options: { header: false } }))).toEqual({
    "column 1": [1, 2],
    "column 2": ["x", "y"],
  });
});

const AS_WRITTEN = ["007", "1.0", "1e3", "+1", "0", "-0"];

test.each(AS_WRITTEN)("a category keeps what its one cell says: %s", async (cell) => {
  const types = { b: "category" } as const;
  expect(contents(await read("a.csv", `a,b\n1,${cell}\n`, { types }))).toEqual({ a: [1], b: [cell] });
  expect(contents(await read("a.csv", `a;b\n1;"${cell}"\n`, { types }))).toEqual({ a: [1], b: [cell] });
  expect(contents(await read("a.csv", `a,b\n1,${cell}\n`, { types: { b: "number" } }))).toEqual({
    a: [1],
    b: [Number(cell)],
  });
});

test("texts that are one number stay apart in a category, with missing cells and texts among them", async () => {
  const text = "plz,n\n01067,1\n1067,2\n,3\n1067.0,4\nNA,5\n 1e3 ,6\n01067,7\n";
  const { columns } = await read("a.csv", text, { types: { plz: "category" } });
  expect(columns).toEqual([
    {
      kind: "category",
      name: "plz",
      codes: Int32Array.of(0, 1, -1, 2, -1, 3, 0),
      levels: ["01067", "1067", "1067.0", "1e3"],
    },
    { kind: "number", name: "n", values: Float64Array.of(1, 2, 3, 4, 5, 6, 7) },
  ]);
  const bare = await read("a.csv", "007,1\n7,2\n", { options: { header: false }, types: { "column 2": "category" } });
  expect(contents(bare)).toEqual({ "column 1": ["007", "7"], "column 2": ["1", "2"] });
  await expect(read("a.csv", "a\n1\n", { types: { b: "category" } })).rejects.toThrow(
    'Cannot use column "b" of a.csv: there is none; it has "a"',
  );
});

test.each([
  ["007", "12", true],
  ["12", "00", true],
  ["", "01", true],
  ["007", "-12", false],
  ["007", "1.5", false],
  ["1e3", "01", false],
  ["-007", "12", false],
  ["0.5", "0", false],
  ["00.5", "12", false],
  ["0", "10", false],
])("digits with a zero before them are codes: %s and %s", async (first, second, areCodes) => {
  const text = `code,x\n${first},1\n${second},2\n`;
  const { columns, told } = await read("a.csv", text);
  expect(columns[0]!.kind).toBe(areCodes ? "category" : "number");
  expect(told!.includes("; code: texts, for ")).toBe(areCodes);
  const numbers = await read("a.csv", text, { types: { code: "number" } });
  expect(contents(numbers).code).toEqual([first, second].map((cell) => (cell === "" ? Number.NaN : Number(cell))));
  expect(numbers.told).not.toContain("texts");
});

test("it is told which columns were taken for codes, and how they are read as numbers", async () => {
  expect((await read("a.csv", "code,x\n12,1\n007,2\n")).told).toBe(
    "a.csv: 2 rows x 2 columns, header in line 1, delimiter ',', decimal point, UTF-8; code: texts, for 007 begins " +
      "with 0; types: { code: number } reads numbers",
  );
  const wide = await read("a.csv", "post code,b,c,d,e\n01,02,03,04,05\n", { options: { header: true } });
  expect(wide.told).toContain(
    '; post code: texts, for 01 begins with 0; types: { "post code": number } reads numbers;',
  );
  expect(wide.told).toMatch(/; so are 2 more$/);
  // the header is no code
  const header = await read("a.csv", "007,8\n1,2\n", { options: { header: true } });
  expect(contents(header)).toEqual({ "007": [1], "8": [2] });
});

test("JSON keeps its texts; its numbers in a category are written as JavaScript does", async () => {
  const types = { plz: "category" } as const;
  expect(contents(await read("a.json", '[{"plz":"01067"}]'))).toEqual({ plz: ["01067"] });
  expect(contents(await read("a.json", '[{"plz":1067.0},{"plz":1e3}]', { types }))).toEqual({ plz: ["1067", "1000"] });
  expect(contents(await read("a.json", '[{"plz":"01067"},{"plz":1067}]', { types }))).toEqual({
    plz: ["01067", "1067"],
  });
});

test("options say how a table is written, by a mark or its name", async () => {
  const frame = await read("a.txt", "a;b\n1,5;'x;y'\n2,5;z\n", {
    options: { delimiter: "semicolon", decimal: ",", quote: "single", header: true, encoding: "utf-8" },
  });
  expect(contents(frame)).toEqual({ a: [1.5, 2.5], b: ["x;y", "z"] });
  expect(contents(await read("a.csv", "a\nx,y\n", { options: { delimiter: "none", header: true } }))).toEqual({
    a: ["x,y"],
  });
});

test("JSON: numbers that a double does not hold, booleans, and what is mixed, are categories", async () => {
  const text = '[{"id":9007199254740993,"is":true,"m":1,"l":[1,null]},{"id":1,"is":null,"m":"x","l":[3,4]}]';
  const frame = await read("a.json", text);
  expect(contents(frame)).toEqual({
    id: ["9007199254740993", "1"],
    is: ["true", null],
    m: ["1", "x"],
    l: [1, Number.NaN, 3, 4],
  });
  const pandas = await read("a.json", '{"columns":["a"],"index":[0,1],"data":[[1],[2]]}');
  expect(contents(pandas)).toEqual({ a: [1, 2] });
});

test("gzip of a format is told by its bytes, and read by either gunzip", async () => {
  const packed = new Uint8Array(Buffer.concat([gzipSync("a,b\n1,2\n"), gzipSync("3,4\n")]));
  for (const tools of [defaultTools, { ...defaultTools, gunzip }]) {
    const frame = await readFrame([{ name: "a.csv.gz", bytes: packed }], { name: "a.csv.gz" }, tools);
    expect(contents(frame)).toEqual({ a: [1, 3], b: [2, 4] });
    const cut = [{ name: "a.csv.gz", bytes: packed.subarray(0, -5) }];
    await expect(readFrame(cut, { name: "a.csv.gz" }, tools)).rejects.toThrow(FormatError);
  }
});

test.each<[string, string, string, Readonly<Record<string, unknown>>?]>([
  ["a.csv", "a,a\n1,2\n", 'line 1: columns 1 and 2 are both named "a"; rename one of them'],
  [
    "a.csv",
    'a," a"\n1,2\n',
    'line 1: columns 1 and 2 are named "a" and " a", alike but for blanks; rename one of them',
  ],
  [
    "a.csv",
    '\na,"x\ny"\n1,2\n',
    'line 2: column 2 is named "x\\ny", which holds the line break U+000A; rename it without that',
  ],
  [
    "a.csv",
    "a,x\x07y\n1,2\n",
    'line 1: column 2 is named "x\\u{7}y", which holds the control character U+0007; rename',
  ],
  ["a.csv", 'a,"  "\n1,2\n', "line 1: column 2 has no name; name it, or leave it out"],
  [
    "a.json",
    '[{"a":1},{"a":2,"x\\ty":1}]',
    'row 2: column 2 is named "x\\ty", which holds the control character U+0009',
  ],
  ["a.json", '{"a":[1],"\\ud800":[1]}', 'column 2 is named "\\u{d800}", which holds the half of a character U+D800'],
  ["a.json", '{"columns":["a","a\\u2028"],"data":[[1,2]]}', "which holds the line break U+2028"],
  ["a.json", '[{"a":1," a ":1}]', 'row 1: columns 1 and 2 are named "a" and " a ", alike but for blanks'],
  ["a.jsonl", '\n{"a":1}\n\n{"":1}\n', "line 4: column 2 has no name"],
  ["a.jsonl", '{"a":1}\n{"x\\u202e":1}\n', 'line 2: column 2 is named "x\\u{202e}", which holds the control character'],
  [
    "a.csv",
    ",a\n0,2\n1,2\n2,2\n",
    "column 1 has no name; name it, or write the file without it (in pandas: index=False",
  ],
  ["a.csv", "1,000\n2,000\n", "1,000 in line 1, column 1 may be 1.000 or 1000", { delimiter: "none", header: false }],
  ["a.csv", "1,000\n2,000\n", 'if it is a decimal comma, say decimal: ","', { delimiter: "none", header: false }],
  ["a.csv", "1,2,3\n3,1,2\n", "say header: true or header: false"],
  ["a.csv", "a\n1\n", '"delimeter" is no option of the format csv, which has delimiter, header', { delimeter: "," }],
  ["a.csv", "a\n1\n", 'header cannot be "yes", should be true or false, or null', { header: "yes" }],
  ["a.csv", "a\n1\n", 'delimiter cannot be "::", should be one character, or comma, semicolon', { delimiter: "::" }],
  ["a.json", "[]", "it holds no rows; write rows, as"],
  ["a.json", "3", "it holds 3, should hold rows, as"],
  ["a.json", '[{"a":1},2]', "row 2 is 2, should be an object of columns"],
  ["a.json", "[[1,2],[3]]", "row 2 has 1 values, should have 2 as row 1 has"],
  ["a.json", '{"a":[1],"b":[1,2]}', 'column "b" has 2 values, should have 1 as "a" has'],
  ["a.json", '[{"a":{"b":1}}]', 'row 1, column "a" is an object, should be a number, a text or a list of numbers'],
  [
    "a.json",
    '[{"a":[1,2]},{"a":[1]}]',
    'row 2, column "a" has a list of 1 where 2 should be, should be a list of numbers',
  ],
  ["a.json", '[{"a":[1,2]},{"a":3}]', 'row 2, column "a" is no list, should be one of shape [2], as row 1 has'],
  ["a.json", '[{"a":1e999}]', 'row 1, column "a" is Infinity, should be a finite number'],
  ["a.json", '{"a":1}\n{"a":2}', "it holds a JSON document on each line (JSON lines), should be rows"],
  ["a.jsonl", '{"a":1}\n[2]\n', "line 2 is an array, should be an object of columns"],
  ["a.jsonl", '{"a":1}\n{"a"\n', "line 2 is no JSON: "],
  [
    "a.xlsx",
    "PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "it is a zip archive, as .xlsx, .ods and .npz files are; save the sheet",
  ],
  ["a.minibatch", "MBCKPT\r\n\0", "it is a trained network; give a file of rows"],
  ["a.pdf", "%PDF-1.4", "it is a PDF document; give its table as CSV"],
  ["a.html", "<!doctype html><html>", "it is a web page; download the file itself"],
  ["a.foo", "1,2\n", "its format is not known by its name; say format: csv, json, jsonl, npy, npz, parquet"],
  ["a.csv", "PAR1aaaaPAR1", "by its name it is csv, by its bytes parquet; rename it, or say format: parquet"],
  ["a.csv.gz", "a,b\n", "it is not compressed by gzip, as its name says; rename it"],
  ["a.npy", "hello", "it is no NPY file"],
  ["a.h5", "\x89HDF\r\n\x1a\n", "HDF5 takes a library that was not handed in (readHdf5Arrays)"],
])("%s, %j: %s", async (name, content, fault, options = {}) => {
  const bytes = name === "a.h5" ? new Uint8Array(Buffer.from(content, "latin1")) : content;
  const failure = await read(name, bytes, { options }).catch((error: unknown) => error);
  const isKnown = failure instanceof TableError || failure instanceof DataError || failure instanceof FormatError;
  expect(isKnown, String(failure)).toBe(true);
  expect((failure as Error).message).toContain(`Cannot read ${name}: `);
  expect((failure as Error).message).toContain(fault);
});

test("a format may be said where the name says nothing", async () => {
  expect(contents(await read("a.foo", "a\n1\n", { format: "csv" }))).toEqual({ a: [1] });
  await expect(read("a.foo", "a\n1\n", { format: "excel" })).rejects.toThrow(
    'Cannot read a.foo: there is no format "excel"; known are csv, json',
  );
});

test("files that belong to others are told by options and by MNIST's naming", () => {
  const of = (name: string, given: object): readonly unknown[] => {
    const reader = readerOfName(name)!;
    return companionsOf(reader, completeOptions(reader, { ...given }, name), name);
  };
  expect(of("d/train-images-idx3-ubyte.gz", {})).toEqual([{ name: "train-labels-idx1-ubyte.gz", isRequired: false }]);
  expect(of("x-ubyte", { labels: "y-ubyte" })).toEqual([{ name: "y-ubyte", isRequired: true }]);
  expect(of("x-ubyte", {})).toEqual([]);
  expect(of("x.npy", { targets: "y.npy" })).toEqual([{ name: "y.npy", isRequired: true }]);
  expect(of("a.csv", {})).toEqual([]);
});

test("every reader says what it is, and each default is one that its field takes", () => {
  for (const reader of readers) {
    expect(reader.says.length).toBeGreaterThan(10);
    expect(Object.keys(completeOptions(reader, {}, "a"))).toEqual(Object.keys(reader.fields));
    for (const { says } of Object.values(reader.fields)) expect(says).toMatch(/^[A-Z].*\.$/);
  }
});

describe("names within archives are held to the same", () => {
  const NAMES: readonly (readonly [readonly string[], string])[] = [
    [["x", "a\nb"], 'column 2 is named "a\\nb", which holds the line break U+000A; rename it without that'],
    [["x", "\x1b[2J"], 'column 2 is named "\\u{1b}[2J", which holds the control character U+001B'],
    [["x", " "], "column 2 has no name; name it, or leave it out"],
    [["x", "x "], 'columns 1 and 2 are named "x" and "x ", alike but for blanks; rename one of them'],
  ];

  test.each(NAMES)("NPZ: %j", async (names, fault) => {
    const bytes = zipSync(Object.fromEntries(names.map((name) => [`${name}.npy`, npyOf([1, 2])])));
    await expect(read("a.npz", bytes)).rejects.toThrow(`Cannot read a.npz: ${fault}`);
  });

  test.each(NAMES)("HDF5: %j", async (names, fault) => {
    const arrays = names.map((name) => ({
      name,
      shape: [2],
      contents: { kind: "numbers", values: Float64Array.of(1, 2) } as const,
    }));
    const tools = { ...defaultTools, readHdf5Arrays: () => Promise.resolve(arrays) };
    const files = [{ name: "a.h5", bytes: Uint8Array.of(0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10) }];
    await expect(readFrame(files, { name: "a.h5" }, tools)).rejects.toThrow(`Cannot read a.h5: ${fault}`);
  });

  test.each([
    ["de\nimal", 'column 11 is named "de\\nimal", which holds the line break U+000A; rename it without that'],
    ["       ", "column 11 has no name; name it, or leave it out"],
    ["levels ", 'columns 11 and 13 are named "levels " and "levels", alike but for blanks; rename one of them'],
  ])("Parquet: %j", async (renamed, fault) => {
    const bytes = Buffer.from(readBytes("plain.parquet"));
    for (let at = bytes.indexOf("decimal"); at !== -1; at = bytes.indexOf("decimal", at)) bytes.write(renamed, at);
    await expect(read("a.parquet", new Uint8Array(bytes))).rejects.toThrow(`Cannot read a.parquet: ${fault}`);
  });

  test("columns that an array is taken apart into do not meet others of their names", async () => {
    const bytes = zipSync({ "x 1.npy": npyOf([1, 2]), "x.npy": npyOf([1, 2, 3, 4], "(2, 2)") });
    await expect(read("a.npz", bytes, { options: { apart: true } })).rejects.toThrow(
      'Cannot read a.npz: columns 1 and 2 are both named "x 1"; rename one of them',
    );
  });
});

/** As numpy.save writes doubles. */
function npyOf(values: readonly number[], shape = `(${values.length},)`): Uint8Array {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117);
  const lead = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, 118, 0]);
  return new Uint8Array(
    Buffer.concat([lead, Buffer.from(`${header}\n`), Buffer.from(Float64Array.from(values).buffer)]),
  );
}
