import { expect, test } from "vitest";
import { formatFields } from "./format-fields.ts";

test("texts go on below themselves", () => {
  expect(
    formatFields(
      [
        ["a", "one two three four five six"],
        ["long", "x"],
      ],
      22,
    ),
  ).toBe(["a     one two three four", "      five six", "long  x"].join("\n"));
});
