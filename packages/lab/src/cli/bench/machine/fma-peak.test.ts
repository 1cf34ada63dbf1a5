import { expect, test } from "vitest";
import { measureFmaPeak } from "./fma-peak.ts";

test("operations per second are counted by the clock that is given", () => {
  let clockMs = 0;
  // every sample of a million rounds of 12 multiply-adds of 4 lanes takes two milliseconds, the third one
  const steps = [2, 2, 1, 2];
  let reading = 0;
  const now = (): number => {
    if (reading % 2 === 1) clockMs += steps[(reading - 1) / 2]!;
    reading++;
    return clockMs;
  };
  expect(measureFmaPeak(now, steps.length)).toBeCloseTo((1e6 * 12 * 8) / 1e-3, -3);
});
