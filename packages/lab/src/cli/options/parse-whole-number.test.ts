import { InvalidArgumentError } from "commander";
import { expect, test } from "vitest";
import { parseWholeNumber } from "./parse-whole-number.ts";

test("decimal digits alone are a whole number, whatever Number takes besides", () => {
  const parse = parseWholeNumber(1, Number.MAX_SAFE_INTEGER);
  expect(["1", "007", "31"].map(parse)).toEqual([1, 7, 31]);
  const others = [
    "",
    " ",
    "0x1F",
    "0b1",
    "0o7",
    "1e3",
    "1.0",
    "+1",
    "-1",
    " 1",
    "1 ",
    "1_000",
    "1,000",
    "3abc",
    "٣",
    "Infinity",
  ];
  for (const text of [...others, "0", "9007199254740993"])
    expect(() => parse(text), text).toThrow(InvalidArgumentError);
});
