import { expect, test } from "vitest";
import { measureSpread } from "./unit-spread.ts";

const tensor = (name: string, shape: number[], values: number[]) => ({
  name,
  shape,
  values: Float64Array.from(values),
});

test("the largest difference between units for one input, the last layer and biases left out", () => {
  const hidden = tensor("hidden.weights", [2, 3], [1, 1, 1, -4, -3.75, -4]);
  const output = tensor("output.weights", [3, 2], [9, -9, 9, -9, 9, -9]);
  const biases = tensor("hidden.biases", [3], [5, 6, 7]);
  expect(measureSpread([hidden, biases, output])).toEqual({ spread: 0.25, largestWeight: 4 });
});

test("copies have no spread, whatever differs between inputs", () => {
  const hidden = tensor("hidden.weights", [2, 2], [1, 1, 7, 7]);
  const output = tensor("output.weights", [2, 1], [1, 1]);
  expect(measureSpread([hidden, output]).spread).toBe(0);
});
