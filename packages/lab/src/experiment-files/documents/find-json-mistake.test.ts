import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonMistake } from "./find-json-mistake.ts";

test.each<[string, number, string]>([
  ['{"a": 1,}', 8, "Expected double-quoted property name in JSON"],
  ['{"a": }, "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"', 6, "Unexpected token '}'"],
  [`[${"1, ".repeat(99)}x]`, 298, "Unexpected token 'x'"],
  ["[1, // two\n2]", 4, "Unexpected token '/'"],
  ["[1,\n", 3, "Unexpected end of JSON input"],
  ["", 0, "Unexpected end of JSON input"],
])("%j: offset %i", (text, offset, reason) => {
  expect(findJsonMistake(text)).toEqual({ offset, reason });
});

test("JSON has none, and a letter more somewhere is found nowhere before it", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (text, at) => {
      expect(findJsonMistake(text)).toBeNull();
      const place = at % (text.length + 1);
      const mistake = findJsonMistake(`${text.slice(0, place)}\u0001${text.slice(place)}`);
      expect(mistake?.offset).toBe(place);
    }),
  );
});
