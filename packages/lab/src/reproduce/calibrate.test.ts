import { expect, test } from "vitest";
import { solveSpeed } from "./calibrate.ts";

test("two steps of known times give what a step and a row of a weight cost", () => {
  const stepOf = (size: number) => ({ seconds: 0.002 + size * 1e-6, size });
  const { secondsPerStep, secondsPerRowWeight } = solveSpeed(stepOf(1_000), stepOf(50_000));
  expect(secondsPerStep).toBeCloseTo(0.002, 12);
  expect(secondsPerRowWeight).toBeCloseTo(1e-6, 15);
});

test("a clock that says the larger network is quicker, or that a step costs less than nothing, gives 0", () => {
  expect(solveSpeed({ seconds: 0.003, size: 10 }, { seconds: 0.001, size: 100 })).toEqual({
    secondsPerRowWeight: 0,
    secondsPerStep: 0.003,
  });
  expect(solveSpeed({ seconds: 0.001, size: 50 }, { seconds: 0.1, size: 100 }).secondsPerStep).toBe(0);
});
