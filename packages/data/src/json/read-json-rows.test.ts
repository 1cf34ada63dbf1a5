import { expect, test } from "vitest";
import { TableError } from "../errors.ts";
import { readJsonRows } from "./read-json-rows.ts";

test("an array of arrays, in any encoding of text", () => {
  const expected = { rows: 2, columns: 2, values: Float64Array.of(1, 2.5, -3e-5, 4) };
  const text = "[[1, 2.5],\n [-3e-5, 4]]\n";
  expect(readJsonRows(text, "a.json")).toEqual(expected);
  expect(readJsonRows(new Uint8Array(Buffer.from(`\ufeff${text}`)), "a.json")).toEqual(expected);
  expect(readJsonRows(new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le")), "a.json")).toEqual(expected);
});

test.each([
  ["", "it is no JSON: "],
  ["[[1, 2]", "it is no JSON: "],
  ["[[1,\n2],\n[3 4]]", "it is no JSON: "],
  ["[]", "it holds no rows"],
  ["3", "it holds 3, should be an array of rows, as [[1, 2.5], [3, 4]]"],
  ['{"a": [1]}', "it holds an object, should be an array of rows"],
  ["[1, 2]", "[0] is 1, should be a row"],
  ["[[1, 2], 3]", "[1] is 3, should be a row"],
  ['[{"a": 1}]', "[0] is an object, should be a row, as [[1, 2.5], [3, 4]]; in pandas: to_json(orient='values')"],
  ["[[[1, 2]]]", "[0][0] is an array, should be a number"],
  ["[[1, 2], [3]]", "[1] has 1 values, should have 2 as [0] has"],
  ["[[1, 2], [3, null]]", "[1][1] is null, a missing value, should be a number"],
  ['[[1, "2"]]', '[0][1] is the text "2", should be a number'],
  ["[[1, true]]", "[0][1] is true, should be a number"],
  ["[[1, 1e999]]", "[0][1] is beyond the largest number there is (1.8e308), should be a number"],
  ["[[1, 2],\n[3, NaN]]", "line 2 holds NaN, which JSON does not have"],
  ["[[1, -Infinity]]", "line 1 holds -Infinity, which JSON does not have"],
  ["[[1,\n\n0x1F]]", "line 3 holds 0x1F, which JSON does not have"],
  ["[1, 2]\n[3, 4]\n", "it holds a JSON document on each line (JSON lines), should be one array of rows"],
  ['{"a": 1}\n{"a": 2}\n', "it holds a JSON document on each line (JSON lines)"],
])("%j is refused: %s", (text, fault) => {
  const read = (): unknown => readJsonRows(text, "a.json");
  expect(read).toThrow(TableError);
  expect(read).toThrow(`Cannot read a.json: ${fault}`);
});

test("what an engine quotes of the file stays on one line and obeys no terminal", () => {
  expect(() => readJsonRows('[["\x1b[31m\n"]]', "a.json")).toThrow(/^Cannot read a\.json: it is no JSON: \P{Cc}*$/u);
});

test("a thousand arrays in each other are refused as two are", () => {
  expect(() => readJsonRows(`${"[".repeat(1000)}1${"]".repeat(1000)}`, "a.json")).toThrow("[0][0] is an array");
});
