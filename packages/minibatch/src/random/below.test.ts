import { expect, test } from "vitest";
import { SpecError } from "../errors.ts";
import { below } from "./below.ts";
import { createStream } from "./stream.ts";

test.each([0, -1, 1.5, Number.NaN, 2 ** 32, 2 ** 33, Infinity])("no integer is drawn below %d", (n) => {
  const draw = (): number => below(createStream(1, "data"), n);
  expect(draw).toThrow(SpecError);
  expect(draw).toThrow(`Cannot draw an integer below ${n}: it must be a whole number from 1 to 4294967295`);
});

test("the least and the largest bound are taken", () => {
  expect(below(createStream(1, "data"), 1)).toBe(0);
  expect(below(createStream(1, "data"), 2 ** 32 - 1)).toBeLessThan(2 ** 32 - 1);
});
