import fc from "fast-check";
import { expect, test } from "vitest";
import { wrapWords } from "./wrap-words.ts";

test("breaks at blanks, keeps line ends and indents", () => {
  expect(wrapWords("one two three\n  four five", 9)).toEqual(["one two", "three", "  four", "five"]);
  expect(wrapWords("exactly 10", 10)).toEqual(["exactly 10"]);
  expect(wrapWords("", 10)).toEqual([""]);
});

test("a word longer than a row is cut", () => {
  expect(wrapWords("/a/very/long/path x", 6)).toEqual(["/a/ver", "y/long", "/path", "x"]);
});

test("nothing but blanks is lost, and no row is too long", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", "b", " ", "\n") }),
      fc.integer({ min: 1, max: 12 }),
      (text, width) => {
        const rows = wrapWords(text, width);
        expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(width);
        expect(rows.join("").replaceAll(" ", "")).toBe(text.replaceAll(/[ \n]/g, ""));
      },
    ),
  );
});
