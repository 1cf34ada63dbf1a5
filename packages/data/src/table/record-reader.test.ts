/** RFC 4180, section 2, by its numbers, and where we are wider. */
import { describe, expect, test } from "vitest";
import { TableError } from "../errors.ts";
import { type Dialect, RecordReader } from "./record-reader.ts";

/** The fields of each record, with the line that it begins on. */
function cut(text: string, dialect: Partial<Dialect> = {}): [line: number, ...fields: string[]][] {
  const reader = new RecordReader(text, { delimiter: ",", quote: '"', ...dialect }, "a.csv");
  const records: [number, ...string[]][] = [];
  while (reader.next()) {
    records.push([reader.line, ...Array.from({ length: reader.count }, (_, i) => reader.textOf(i))]);
  }
  return records;
}

describe("RFC 4180", () => {
  test.each<[string, string, [number, ...string[]][]]>([
    [
      "2.1 records on lines",
      "aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n",
      [
        [1, "aaa", "bbb", "ccc"],
        [2, "zzz", "yyy", "xxx"],
      ],
    ],
    [
      "2.2 no line end after the last",
      "aaa,bbb\r\nzzz,yyy",
      [
        [1, "aaa", "bbb"],
        [2, "zzz", "yyy"],
      ],
    ],
    ["2.4 no comma after the last field", "aaa,bbb,\n", [[1, "aaa", "bbb", ""]]],
    [
      "2.5 fields in quotes",
      '"aaa","bbb"\r\nzzz,"yyy"\r\n',
      [
        [1, "aaa", "bbb"],
        [2, "zzz", "yyy"],
      ],
    ],
    [
      "2.6 line ends and commas in quotes",
      '"aaa","b\r\nb,b"\r\nzzz,yyy\r\n',
      [
        [1, "aaa", "b\r\nb,b"],
        [3, "zzz", "yyy"],
      ],
    ],
    ["2.7 quotes in quotes", '"aaa","b""bb"""\n', [[1, "aaa", 'b"bb"']]],
  ])("%s", (_, text, records) => {
    expect(cut(text)).toEqual(records);
  });
});

test("every kind of line end counts once, also within quotes, and all of them in one file", () => {
  expect(cut('1\r2\n3\r\n"4\r4\n4\r\n4"\n5')).toEqual([
    [1, "1"],
    [2, "2"],
    [3, "3"],
    [4, "4\r4\n4\r\n4"],
    [8, "5"],
  ]);
});

test("a blank line holds no record and is counted; a line of commas is a record", () => {
  const text = "\n1,2\n\n \t\n,\n3,4\n\n\n";
  expect(cut(text)).toEqual([
    [2, "1", "2"],
    [5, "", ""],
    [6, "3", "4"],
  ]);
  const reader = new RecordReader(text, { delimiter: ",", quote: '"' }, "a.csv");
  while (reader.next());
  expect(reader).toMatchObject({ blankLines: 2, firstBlankLine: 3 });
});

test("an empty text in quotes is a record: pandas writes a missing value of one column so", () => {
  expect(cut('1\n""\n\n2\n', { delimiter: null })).toEqual([
    [1, "1"],
    [2, ""],
    [4, "2"],
  ]);
});

test("blanks around a field do not belong to it, unless they are quoted", () => {
  expect(cut('  1 ,\t" a " , b c \n')).toEqual([[1, "1", " a ", "b c"]]);
});

test("runs of blanks separate, at the ends of lines too", () => {
  expect(cut("  1  2\t3 \n4 5 6", { delimiter: " " })).toEqual([
    [1, "1", "2", "3"],
    [2, "4", "5", "6"],
  ]);
  expect(cut('"a b" "c"\n', { delimiter: " " })).toEqual([[1, "a b", "c"]]);
});

test("between tabs, an empty field is one", () => {
  expect(cut("\t1\t\t\n\t\t\t\n", { delimiter: "\t" })).toEqual([
    [1, "", "1", "", ""],
    [2, "", "", "", ""],
  ]);
});

test("a quote within a field is a character, and every quote where there are none", () => {
  expect(cut('5" pipe,it"s\n')).toEqual([[1, '5" pipe', 'it"s']]);
  expect(cut('"a,"b\n', { quote: null })).toEqual([[1, '"a', '"b']]);
  expect(cut("'a,b','it''s'\n", { quote: "'" })).toEqual([[1, "a,b", "it's"]]);
});

test.each([
  ['1,2\n3,"4\n5,6\n', 'line 2: the " that opens column 2 is never closed'],
  ['1,2\n"3\n3"x,4\n', 'line 3: text follows the closing " of column 1'],
])("%j is refused where it goes wrong", (text, fault) => {
  expect(() => cut(text)).toThrow(TableError);
  expect(() => cut(text)).toThrow(`Cannot read a.csv: ${fault}`);
});

test("a line of delimiters alone, by the megabyte, does not take all memory", () => {
  expect(() => cut(`${",".repeat(300_000)}\n`)).toThrow(
    "line 1: it has more than 262144 columns, which no table should",
  );
});
