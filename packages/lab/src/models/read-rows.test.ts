import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { InputError } from "../errors.ts";
import { readRows } from "./read-rows.ts";

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

describe("CSV", () => {
  test.each([
    ["plain", "1,2.5\n-3,4e-1\n"],
    ["with a header, blank lines and a BOM", "\uFEFFwidth,height\n1,2.5\n\n-3,0.4\n"],
    ["separated by semicolons, Windows line ends", "1;2.5\r\n-3;0.4\r\n"],
    ["quoted", '"1","2.5"\n"-3","0.4"\n'],
  ])("%s", (_, text) => {
    expect(readRows(write("a.csv", text), 2)).toEqual({
      kind: "dense",
      rows: 2,
      features: 2,
      scale: 1,
      values: Float32Array.of(1, 2.5, -3, 0.4),
    });
  });

  test("one column has no delimiter, which is no fault", () => {
    expect(readRows(write("a.csv", "1\n2\n"), 1).values).toEqual(Float32Array.of(1, 2));
  });

  test.each([
    ["a,b\n1,2\n3\n", "row 3 has 1 numbers, the network takes 2"],
    ["1,2\n3,x\n", "row 2, column 2 is not a finite number"],
    ["1,2\n3,\n", "row 2, column 2 is not a finite number"],
    ["1,2\n3,Infinity\n", "row 2, column 2 is not a finite number"],
    ["", "it holds no rows"],
    ["a,b\n", "it holds no rows"],
  ])("%j is refused: %s", (text, reason) => {
    const read = () => readRows(write("a.csv", text), 2);
    expect(read).toThrow(InputError);
    expect(read).toThrow(reason);
  });
});

test("JSON is an array of rows", () => {
  expect(readRows(write("a.json", "[[1, 2], [3, 4]]"), 2).values).toEqual(Float32Array.of(1, 2, 3, 4));
  expect(() => readRows(write("b.json", "[[1, 2], 3]"), 2)).toThrow("row 2 has no list");
  expect(() => readRows(write("c.json", "[[1, 2"), 2)).toThrow(InputError);
});

test("bytes of IDX images are divided by 255, whether gzipped or not", () => {
  const idx = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 51, 102, 255);
  const expected = { kind: "dense", rows: 2, features: 2, scale: 1 / 255, values: Uint8Array.of(0, 51, 102, 255) };
  expect(readRows(write("images-idx3-ubyte", idx), 2)).toEqual(expected);
  expect(readRows(write("images-idx3-ubyte.gz", gzipSync(idx)), 2)).toEqual(expected);
  expect(() => readRows(write("images-idx3-ubyte", idx), 4)).toThrow("it is 2 x 1 x 2, the network takes rows of 4");
});

test("a file that is not there, or of a kind that is not known, is told in one line", () => {
  expect(() => readRows(join(folder, "none.csv"), 2)).toThrow("there is no such file");
  expect(() => readRows(write("a.parquet", ""), 2)).toThrow("its kind is not known by its name");
});
