import { DataError, FormatError, SpecError } from "minibatch";
import { expect, test } from "vitest";
import { exitCodeOf, InputError, OutputError, UsageError } from "./errors.ts";

test.each([
  [new UsageError("x"), 2],
  [new InputError("x"), 2],
  [new SpecError("path", "x"), 2],
  [new DataError("x"), 2],
  [new FormatError("x"), 2],
  [new OutputError("x"), 1],
  [new TypeError("a bug"), 1],
  ["not even an error", 1],
])("%s ends the command with %i", (error, code) => {
  expect(exitCodeOf(error)).toBe(code);
});
