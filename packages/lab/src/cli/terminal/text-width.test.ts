import fc from "fast-check";
import { expect, test } from "vitest";
import { cutText, padEnd, padStart, textWidth } from "./text-width.ts";

test.each([
  ["", 0],
  ["abc", 3],
  ["é", 1],
  ["e\u0301", 1],
  ["漢字", 4],
  ["ｆｕｌｌ", 8],
  ["한국", 4],
  ["👩‍🔬", 2],
  ["🇩🇪", 2],
  ["▁▂█ – …", 7],
  ["\u200Bx", 1],
  ["עברית", 5],
])("%j takes %i cells", (text, width) => expect(textWidth(text)).toBe(width));

test("cut to cells, not to letters, and marked", () => {
  expect(["漢字漢字", "ab漢字", "abcdef", "abcd", "ab cdef"].map((text) => cutText(text, 4))).toEqual([
    "漢…",
    "ab…",
    "abc…",
    "abcd",
    "ab…",
  ]);
});

test("filled up with blanks on either side", () => {
  expect([padEnd("漢", 4), padStart("漢", 4), padEnd("long", 2)]).toEqual(["漢  ", "  漢", "long"]);
});

test("no cut text is wider than asked", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "漢", "e\u0301", " ", "👩‍🔬") });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 9 }), (given, width) => textWidth(cutText(given, width)) <= width),
  );
});
