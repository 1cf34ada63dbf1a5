import { describe, expect, test } from "vitest";
import { TableError } from "../errors.ts";
import { readTable, type TableOptions } from "./read-table.ts";
import { describeTable, findColumn, type Table } from "./table.ts";

type Options = Omit<TableOptions, "name">;

function read(text: string, options: Options = {}): Table {
  return readTable(text, { name: "a.csv", ...options });
}

/** Row by row, null where missing. */
function rowsOf(text: string, options: Options = {}): (number | string | null)[][] {
  const { rows, columns } = read(text, options);
  return Array.from({ length: rows }, (_, row) =>
    columns.map(({ missing, values }) => ((missing?.[row] ?? 0) > 0 ? null : values[row]!)),
  );
}

const counted = (from: number, to: number): string => Array.from({ length: to - from + 1 }, (_, i) => from + i).join();

describe("the first line is a header:", () => {
  test.each([
    ["names over numbers", "a,b\n1,2\n"],
    ["names that begin with digits", "1st,2nd\n1,2\n"],
    ["names, one of them left out", "a,,c\n1,2,3\n"],
    ["names, one of them twice", "a,a\n1,2\n"],
    ["names over columns with a slip each", "a,b\n1,2\nx,3\n4,y\n5,6\n"],
    ["dates over numbers", "2020-01-01,2020-01-02\n1,2\n"],
    ["numbers from 0, as pandas writes", `${counted(0, 19)}\n${Array(20).fill(1).join()}\n`],
    ["numbers from 0 over larger ones", "0,1,2\n7.5,8,9\n"],
    ["numbers from 1", "1,2,3,4\n0,0,1,1\n"],
    ["two numbers from 0 over floating-point ones", "0,1\n0.0,1.0\n1.5,2.5\n"],
    ["two numbers from 0 over many decimals", `0,1\n${"0.5,1.5\n".repeat(4)}`],
    ["an empty cell and names, as pandas does over its row numbers", ",a,b\n0,5,6\n1,7,8\n"],
    ["an empty cell and numbers", ",0,1,2\n0,5,6,7\n1,7,8,9\n"],
    ["an empty cell and one number, over row numbers", ",0\n0,5\n1,7\n2,9\n"],
    ["an empty cell and years, over row numbers", ",1990,2000\n0,5,1\n1,7,1\n2,9,1\n"],
    ["an id and years", "id,2019,2020\n1,5,7\n"],
    ["numbers in quotes over others without", '"7","5"\n1,2\n3,4\n'],
    ["names over texts", "name,city\nAda,London\nBob,Paris\n"],
    ["names over a text and a number", "name,age\nAda,36\n"],
    ["a comment", "# a b\n1 2\n3 4\n"],
  ])("%s", (_, text) => {
    expect(read(text).format.headerLine).toBe(1);
  });
});

describe("the first line is a row:", () => {
  test.each([
    ["numbers", "5,7\n1,2\n"],
    ["a number is missing", "1,,3\n4,5,6\n"],
    ["the first number is missing", ",5,3\n4,5,6\n"],
    ["a number is missing, by a word", "NA,5,3\n4,5,6\n"],
    ["all are missing", ",,\n4,5,6\n"],
    ["numbers that the next row goes on with", "0,1,2\n3,4,5\n6,7,8\n"],
    ["one number that the next rows go on with", "0\n1\n2\n"],
    ["two numbers from 1", "1,2\n5,7\n"],
    ["numbers from 0, not in order", "0,2,1\n3,5,4\n"],
    ["one evenly spaced row among others", "10,20,30,40\n5,10,15,20\n1,5,2,7\n"],
    ["numbers that ascend, as those of another row do", "2,5,9\n8,3,4\n1,4,6\n7,2,2\n"],
    ["numbers from 0 with gaps, as another row has", "0,1,3,4\n1,2,3,5\n5,3,8,2\n"],
    [
      "the least of columns that grow from row to row",
      `${[...Array(8)].map((_, row) => [50, 10, 90, 30, 70].map((value) => value + row).join()).join("\n")}\n`,
    ],
    ["decimals, one of them whole", "5.1,3,1.4,0.2\n4.9,3.1,1.5,0.2\n"],
    ["a number in hexadecimal, which is no name", "0x1F,2\n1,2\n"],
    ["a percentage, which is no name", "5%,2\n1,2\n"],
    ["a text as below and a number", "setosa,5.1\nvirginica,6.3\n"],
    ["a text that comes again", "yes,no\nno,no\nyes,no\n"],
    ["decimal commas", "1,5;2,7\n3;4\n"],
    ["one line of two numbers", "0,1\n"],
  ])("%s", (_, text) => {
    expect(read(text).format.headerLine).toBeNull();
  });
});

test.each([
  ["two numbers from 0 over bits", "0,1\n1,0\n1,1\n", "it counts the columns from 0"],
  ["two numbers from 0 over a decimal or two", '0,1\n0.1,""\n', "it counts the columns from 0"],
  ["one 0", "0\n1\n0\n", "it counts the columns from 0"],
  ["the numbers of a row below", "0,1,2\n0,1,2\n3,4,5\n", "it counts the columns from 0"],
  ["an order of the numbers below", "0,1,2\n2,0,1\n1,2,0\n", "it counts the columns from 0"],
  ["a grid", "400,410,420,430\n3,1,2,7\n", "its numbers are evenly spaced, 400 to 430"],
  [
    "one of 21 columns dropped",
    `${counted(0, 20).replace(",4,", ",")}\n${`${Array(20).fill(7).join()}\n`.repeat(4)}`,
    "its whole numbers ascend, as those of no row below do",
  ],
  [
    "columns counted down",
    `${counted(0, 19).split(",").reverse().join()}\n${Array(20).fill(1).join()}\n`,
    "its whole numbers descend, as those of no row below do",
  ],
  [
    "any numbers that ascend over bits",
    "3,7,12,15\n0,1,1,0\n1,0,0,1\n",
    "its whole numbers ascend, as those of no row below do",
  ],
  [
    "years over decimals, one row of which ascends",
    "2010,2012,2015,2020\n0.1,0.5,0.7,0.9\n1.5,0.2,3.5,0.4\n",
    "its whole numbers ascend, as those of no row below do",
  ],
  [
    "years in any order, over decimals",
    "2015,2012,2020\n0.1,0.5,0.7\n1.5,0.2,3.5\n",
    "it has whole numbers, and no row below has any",
  ],
  [
    "a name that comes again, told apart",
    "0,1,2,0.1\n5,3,8,2\n1,3,2,2\n",
    "its whole numbers ascend, as those of no row below do",
  ],
  ["two names, each twice", "0,1,0.1,1.1\n5,3,8,2\n1,3,2,2\n", "its whole numbers ascend, as those of no row below do"],
  [
    "numbers from 0 with a point",
    "0.0,1.0,2.0\n5.0,3.0,8.5\n1.0,3.0,2.0\n",
    "its whole numbers ascend, as those of no row below do",
  ],
  [
    "names from 0 with gaps, and one row that ascends, too",
    "0,1,3,4\n2,5,7,9\n5,3,8,2\n",
    "its whole numbers ascend, as those of no row below do",
  ],
  [
    "numbers in any order, outside all others",
    "7,3,15,12\n0,1,1,0\n1,0,0,1\n0,0,1,1\n1,1,0,0\n",
    "its whole numbers lie outside those of the rows below",
  ],
  [
    "an empty cell and names with gaps",
    ",0,1,3\n5,2,2,1\n9,3,1,1\n",
    "its whole numbers ascend, as those of no row below do",
  ],
  ["a text among numbers", "x,1.5\n2,3\n", 'it has "x" in column 1, over numbers, and "1.5" in column 2'],
  ["a text among whole numbers", "1,o,1,1\n0,1,0,1\n", 'it has "o" in column 2, over numbers, and "1" in column 1'],
])("the first line may be either: %s; --header settles it", (_, text, because) => {
  const read_ = (): Table => read(text);
  expect(read_).toThrow(TableError);
  expect(read_).toThrow(`Cannot read a.csv: line 1 may be a header or a row: ${because}; set header to yes or no`);
  const rows = text.trimEnd().split("\n").length;
  expect(read(text, { header: true }).rows).toBe(rows - 1);
  expect(read(text, { header: false }).rows).toBe(rows);
});

test("header: false makes a row of names and of counted columns, header: true names of numbers", () => {
  expect(read(`${counted(0, 5)}\n1,2,3,4,5,6\n`, { header: false }).rows).toBe(2);
  expect(rowsOf("a,b\n1,2\n", { header: false })).toEqual([
    ["a", "b"],
    ["1", "2"],
  ]);
  expect(read("5,7\n1,2\n", { header: true }).columns.map(({ name }) => name)).toEqual(["5", "7"]);
  expect(read("# a b\n1 2\n", { header: false }).format).toMatchObject({ headerLine: null, commentLines: 1 });
});

test("lines are those of an editor: blank lines, comments and line ends in quotes count, and rows say which is theirs", () => {
  const table = read('# made by hand\n\na,b\n\n1,2\n"3","\n4"\n\n\n5,6\n\n');
  expect([...table.lines]).toEqual([5, 6, 10]);
  expect(table.format).toMatchObject({ headerLine: 3, blankLines: 3, firstBlankLine: 4, commentLines: 1 });
  expect(describeTable(table)).toBe(
    "a.csv: 3 rows x 2 columns, header in line 3, delimiter ',', decimal point, UTF-8; passed over: 3 blank lines (the first is 4), 1 comment line at its beginning",
  );
});

test("a row of delimiters alone is a row of missing values, and what was written where one misses is kept", () => {
  const table = read("1,2\n,\nNA,?\n3,4\n");
  expect(table.rows).toBe(4);
  expect(table.columns.map(({ missing }) => [...missing!])).toEqual([
    [0, 1, 2, 0],
    [0, 1, 3, 0],
  ]);
  expect(table.missingWords).toEqual(["", "NA", "?"]);
  expect([...(table.columns[0]!.values as Float64Array)]).toEqual([1, Number.NaN, Number.NaN, 3]);
});

describe.each([",", ";", "\t", "|"])("between %j", (delimiter) => {
  test.each([0, 1, 2, 3])("a line of delimiters alone, in place %i, is a row of missing values", (place) => {
    const written = [...Array(3)].map((_, row) => [...Array(20)].map((_, i) => (row * 7 + i * 3) % 5));
    const lines = written.map((row) => row.join(delimiter)).toSpliced(place, 0, delimiter.repeat(19));
    const rows = (written as (number | null)[][]).toSpliced(place, 0, Array<null>(20).fill(null));
    for (const end of ["", "\n", "\r\n"]) {
      for (const start of ["", " \n\n"]) {
        const text = start + lines.join(end || "\n") + end;
        expect(rowsOf(text)).toEqual(rows);
        expect(rowsOf(text, { delimiter })).toEqual(rows);
        expect(read(text).lines[place]).toBe(place + 1 + (start === "" ? 0 : 2));
      }
    }
    expect(rowsOf(`sep=${delimiter}\n${lines.join("\n")}`)).toEqual(rows);
  });
});

test("a line of tabs before the rows is blank where tabs are no delimiter", () => {
  expect(rowsOf("\t\t\n1,2\n\t\n3,4\n")).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(rowsOf("\t\t\n1 2\n3 4\n", { delimiter: " " })).toHaveLength(2);
});

test("in a file of one column a blank line is passed over, and told; a missing value is written as a word or in quotes", () => {
  expect(rowsOf('1\n\n2\nNA\n""\n')).toEqual([[1], [2], [null], [null]]);
  expect(describeTable(read("1\n\n2\n"))).toContain("1 blank line (the first is 2)");
});

describe("the delimiter", () => {
  test.each<[string, string, string | null, (number | string | null)[][], Options?]>([
    [
      "commas in every line, but of decimals",
      "1,5;2,7\n3,5;4,5\n",
      ";",
      [
        [1.5, 2.7],
        [3.5, 4.5],
      ],
    ],
    [
      "decimals between blanks",
      "1,5 2,7\n3,5  4\n",
      " ",
      [
        [1.5, 2.7],
        [3.5, 4],
      ],
    ],
    [
      "commas and blanks",
      "1, 2, 3\n4, 5, 6\n",
      ",",
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    [
      "most lines decide, not the first",
      "a,b;c\n1;2\n3;4\n5;6\n",
      ";",
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    ],
    ["names with commas in quotes", '"a,b";"c,d"\n1;2\n', ";", [[1, 2]]],
    [
      "texts with commas",
      "x;t\n1;a, b\n2;c\n",
      ";",
      [
        [1, "a, b"],
        [2, "c"],
      ],
    ],
    [
      "times with blanks",
      "2020-01-01 10:00,5\n2020-01-02 11:00,6\n",
      ",",
      [
        ["2020-01-01 10:00", 5],
        ["2020-01-02 11:00", 6],
      ],
    ],
    ["texts with blanks are one column", "hello world\nfoo bar\n", null, [["foo bar"]]],
    ["Excel says it", "sep=|\n1|2\n", "|", [[1, 2]]],
    ["two decimals a row, or four numbers: the caller knows", "0,1\n1,0\n", null, [[0.1], [1]], { columns: 1 }],
    [
      "R leaves the row numbers without a name",
      '"a" "b"\n"1" 5.1 3\n"2" 4.9 2\n',
      " ",
      [
        [1, 5.1, 3],
        [2, 4.9, 2],
      ],
    ],
  ])("%s", (_, text, delimiter, rows, options) => {
    const table = read(text, options);
    expect(table.format.delimiter).toBe(delimiter);
    expect(rowsOf(text, options)).toEqual(rows);
  });

  test("can be said, as any character that no number has", () => {
    expect(rowsOf("1:2\n3:4\n", { delimiter: ":" })).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(rowsOf("1,5\n2,7\n", { delimiter: null, decimal: "," })).toEqual([[1.5], [2.7]]);
    for (const delimiter of ["", ",,", "a", "7", "-", ".", '"', "\n"]) {
      expect(() => read("1,2\n", { delimiter })).toThrow("should be one character that no number has");
    }
  });
});

describe("the decimal mark", () => {
  test.each([
    ["1;2,5\n3;4\n", ","],
    ["0,123;4\n0,456;5\n", ","],
    ["1.5;2\n3;4.25\n", "."],
    ["1;2\n3;4\n", "."],
    ['"1,5","2"\n"2,5","3"\n', ","],
    ["name;1,5\nAda, 36;2,5\n", ","],
  ])("of %j is %s", (text, decimal) => {
    expect(read(text, { header: false }).format.decimal).toBe(decimal);
  });

  test("that may be a thousands separator, or is another elsewhere, is refused; --decimal settles it", () => {
    expect(() => read("1,234;5,678\n2,000;1\n")).toThrow(
      "Cannot read a.csv: 1,234 in line 1, column 1 may be 1.234 or 1234, as all its numbers with a comma; write them without thousands separators, or, if it is a decimal comma, set decimal to ,",
    );
    expect(rowsOf("1,234;5,678\n", { decimal: "," })).toEqual([[1.234, 5.678]]);
    expect(() => read("1,5;2\n3;2.7\n")).toThrow(
      "its numbers have two decimal marks, 1,5 in line 1, column 1 and 2.7 in line 2, column 2; write all with one, or set decimal to . or ,",
    );
  });

  test("of texts that look like a number here and there is no vote", () => {
    expect(read('t;x\n"a";1.5\n"1,5";2.5\nb;3\n').format.decimal).toBe(".");
  });
});

test.each([
  ["", "it holds no rows; give a row a line"],
  ["\n \n", "it holds no rows; give a row a line"],
  ["# only a comment\n", "it holds no rows; give a row a line"],
  ["a,b\n", "it holds no rows, only a header in line 1; if it is a row, set header to no"],
  ["\n0,1,2\n", "it holds no rows, only a header in line 2; if it is a row, set header to no"],
  ["a,b\n1,2\n3\n4,5\n", "line 3 has 1 column, should have 2 as line 1 has; mend it"],
  ["a,b\n1,2\n\n3,4,5\n", "line 4 has 3 columns, should have 2 as line 1 has; mend it"],
  ["a,b\n1,2,3\n4,5,6\n", "line 1 has 2 columns, should have 3 as line 2 has"],
  ["a,b\n1,2,\n3,4,\n", "line 2 ends in a delimiter, as 2 lines do, but the header in line 1 does not"],
  [
    'a,b\n"1,2\n',
    'line 2: the " that opens column 1 is never closed; close it, or, where quotes are characters like others, set quote to none',
  ],
])("%j is refused: %s", (text, fault) => {
  const read_ = (): Table => read(text);
  expect(read_).toThrow(TableError);
  expect(read_).toThrow(`Cannot read a.csv: ${fault}`);
});

test("the choice is told as the caller's user makes it, and a file's own text is not taken for its place", () => {
  const spell = (setting: string, values: readonly string[]): string =>
    values.map((value) => `--${setting}=${value}`).join("/");
  try {
    read("{choice},1.5\n2,3\n");
  } catch (error) {
    expect((error as TableError).messageWith(spell)).toBe(
      'Cannot read a.csv: line 1 may be a header or a row: it has "{choice}" in column 1, over numbers, and "1.5" in column 2; --header=yes/--header=no',
    );
    expect(error).toMatchObject({ line: 1, choice: { setting: "header", values: ["yes", "no"] } });
  }
  expect.assertions(2);
});

test("a column is found by name, then by place; one that is not there, or twice, is refused", () => {
  const table = read("a,2,a,c\n1,3,5,7\n", { header: true });
  expect(findColumn(table, "2").place).toBe(2);
  expect(findColumn(table, "4").name).toBe("c");
  expect(() => findColumn(table, "a")).toThrow(
    'Cannot use column "a" of a.csv: columns 1, 3 have this name; rename them',
  );
  for (const reference of ["b", "0", "5", "-1", "1.5", ""]) {
    expect(() => findColumn(table, reference)).toThrow('there is none; it has "a", "2", "a", "c", or 1 to 4 by place');
  }
});

test("texts are told apart in the order of their first rows, with and without a header", () => {
  const texts = (text: string, header: boolean, i = 0) => {
    const column = readTable(text, { name: "a.csv", header }).columns[i];
    if (column?.kind !== "text") throw new Error("it is no column of texts");
    return { codes: [...column.codes], levels: column.levels };
  };
  expect(texts("a,b\nx,1\n,2\ny,3\nx,4\n", true)).toEqual({ codes: [0, -1, 1, 0], levels: ["x", "y"] });
  expect(texts("y,1\nx,1\n,2\ny,3\nx,4\n", false)).toEqual({ codes: [0, 1, -1, 0, 1], levels: ["y", "x"] });
  expect(texts("1,1\nx,1\n1,3\nx,4\n", false)).toEqual({ codes: [0, 1, 0, 1], levels: ["1", "x"] });
  expect(texts("NA,1\nx,1\n,3\n2.50,4\n", false)).toEqual({ codes: [-1, 0, -1, 1], levels: ["x", "2.50"] });
  expect(texts("a,b\n1,1\n1.0,1\nx,4\n", true)).toEqual({ codes: [0, 1, 2], levels: ["1", "1.0", "x"] });
  // more records than lines that end in LF: columns grow
  const many = Array.from({ length: 40 }, (_, i) => `t${i % 3},${i}`).join("\r");
  expect(texts(`a,b\r${many}\r`, true)).toEqual({
    codes: Array.from({ length: 40 }, (_, i) => i % 3),
    levels: ["t0", "t1", "t2"],
  });
});

test("whole numbers beyond what a double holds are texts where that is asked for", () => {
  const text = "id,x,y\n9007199254740993,1e300,9007199254740993.5\n1,2,3\n";
  expect(read(text).columns.map(({ kind }) => kind)).toEqual(["number", "number", "number"]);
  const exact = readTable(text, { name: "a.csv", exactWholes: true });
  expect(exact.columns.map(({ kind }) => kind)).toEqual(["text", "number", "number"]);
  expect(exact.columns[0]!.values).toEqual(["9007199254740993", "1"]);
});

test("a column with one text keeps its numbers as they are written, and says where the first text is", () => {
  const table = read("a,b\n007,1\n1.50,2\nx,3\n,4\n");
  expect(table.columns[0]).toEqual({
    kind: "text",
    place: 1,
    name: "a",
    levels: ["007", "1.50", "x"],
    codes: Int32Array.of(0, 1, 2, -1),
    values: ["007", "1.50", "x", ""],
    firstText: 2,
    missing: Uint8Array.of(0, 0, 0, 1),
  });
  expect(table.columns[1]).toEqual({
    kind: "number",
    place: 2,
    name: "b",
    values: Float64Array.of(1, 2, 3, 4),
    missing: null,
  });
});
