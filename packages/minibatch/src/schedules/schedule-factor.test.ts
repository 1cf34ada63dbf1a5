import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/expect-close.ts";
import { defineSchedule, type ScheduleInput } from "./define-schedule.ts";
import { scheduleFactor } from "./schedule-factor.ts";

const STEPS_PER_EPOCH = 500;

/** The factor at the first update after `epochs` epochs. */
function atEpoch(input: ScheduleInput, epochs: number): number {
  return scheduleFactor(defineSchedule(input), { step: epochs * STEPS_PER_EPOCH, epoch: epochs });
}

function atStep(input: ScheduleInput, step: number): number {
  return scheduleFactor(defineSchedule(input), { step, epoch: step / STEPS_PER_EPOCH });
}

test("the report's halving: 1 for 20 epochs, 1/2 for 20, 1/4 for the last ten", () => {
  const spec = defineSchedule({ kind: "step", at: [20, 40], factor: 0.5 });
  const factors = Array.from({ length: 50 * STEPS_PER_EPOCH }, (_, step) =>
    scheduleFactor(spec, { step, epoch: step / STEPS_PER_EPOCH }),
  );
  const wanted = factors.map((_, step) => (step < 20 * STEPS_PER_EPOCH ? 1 : step < 40 * STEPS_PER_EPOCH ? 0.5 : 0.25));
  expect(factors).toEqual(wanted);
});

test("constant is 1", () => {
  expect(atStep("constant", 12345)).toBe(1);
});

test("exponential: Keras's ExponentialDecay", () => {
  expect(atStep({ kind: "exponential", unit: "step", factor: 0.5, every: 100 }, 200)).toBe(0.25);
  expectClose(atStep({ kind: "exponential", unit: "step", factor: 0.5, every: 100 }, 50), Math.SQRT1_2, { rel: 1e-15 });
  expect(atStep({ kind: "exponential", unit: "step", factor: 0.5, every: 100, staircase: true }, 199)).toBe(0.5);
  expect(atEpoch({ kind: "exponential", factor: 0.5 }, 3)).toBe(0.125);
});

test("inverse time: Keras's InverseTimeDecay, and Keras 2's decay when it counts steps", () => {
  expect(atStep({ kind: "inverse-time", unit: "step", decay: 0.1 }, 10)).toBe(0.5);
  expect(atEpoch({ kind: "inverse-time", decay: 1, every: 2 }, 6)).toBe(0.25);
  expect(atEpoch({ kind: "inverse-time", decay: 1, every: 2, staircase: true }, 7.5)).toBe(0.25);
});

test("polynomial: from 1 to `end`, and no further", () => {
  const squared: ScheduleInput = { kind: "polynomial", over: 10, end: 0.1, power: 2 };
  expect(atEpoch(squared, 0)).toBe(1);
  expectClose(atEpoch(squared, 5), 0.1 + 0.9 * 0.25, { rel: 1e-15 });
  expect([10, 11, 1000].map((epoch) => atEpoch(squared, epoch))).toEqual([0.1, 0.1, 0.1]);
});

describe("cosine", () => {
  test("half a cosine from 1 to `end`, exact at both ends and half way", () => {
    const spec: ScheduleInput = { kind: "cosine", over: 8, end: 0.2 };
    expect(atEpoch(spec, 0)).toBe(1);
    expectClose(atEpoch(spec, 4), 0.6, { rel: 1e-15 });
    expectClose(atEpoch(spec, 2), 0.2 + 0.4 * (1 + Math.SQRT1_2), { rel: 1e-15 });
    expect([8, 9].map((epoch) => atEpoch(spec, epoch))).toEqual([0.2, 0.2]);
  });

  test("warms up in a line before the cosine begins", () => {
    const spec: ScheduleInput = { kind: "cosine", warmup: 4, over: 10 };
    expect([0, 1, 2, 4].map((epoch) => atEpoch(spec, epoch))).toEqual([0, 0.25, 0.5, 1]);
    expectClose(atEpoch(spec, 9), 0.5, { rel: 1e-15 });
    expect(atEpoch(spec, 14)).toBe(0);
  });

  test("restarts at 1 after 2, 6 and 14 epochs when each period is twice the last, as SGDR's figure 1", () => {
    const spec: ScheduleInput = { kind: "cosine", over: 2, restarts: 3, restartFactor: 2 };
    expect([0, 2, 6, 14].map((epoch) => atEpoch(spec, epoch))).toEqual([1, 1, 1, 1]);
    for (const middle of [1, 4, 10, 22]) expectClose(atEpoch(spec, middle), 0.5, { rel: 1e-15 });
    expect(atEpoch(spec, 30)).toBe(0);
    expect(atEpoch(spec, 5.998)).toBeLessThan(1e-6);
  });
});

test("one cycle: up for its share of the time, down for the rest; with the steps of an epoch it ends in its last update, as PyTorch's", () => {
  const spec: ScheduleInput = { kind: "one-cycle", over: 10 };
  expect(atEpoch(spec, 0)).toBe(1 / 25);
  expect(atEpoch(spec, 3)).toBe(1);
  expectClose(atEpoch(spec, 1.5), (1 + 1 / 25) / 2, { rel: 1e-15 });
  expectClose(atEpoch(spec, 6.5), (1 + 4e-6) / 2, { rel: 1e-14 });
  expect(atEpoch(spec, 10)).toBe(4e-6);
  const last = { step: 10 * STEPS_PER_EPOCH - 1, epoch: 10 - 1 / STEPS_PER_EPOCH };
  expect(scheduleFactor(defineSchedule(spec), { ...last, stepsPerEpoch: STEPS_PER_EPOCH })).toBe(4e-6);
  expect(scheduleFactor(defineSchedule(spec), last)).toBeGreaterThan(4e-6);
});

test("a plateau is no function of time", () => {
  expect(atEpoch("reduce-on-plateau", 100)).toBe(1);
});

test("every schedule is finite and not negative everywhere, and at most 1 or its own ends", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const inside = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  const length = fc.double({ min: 0.01, max: 1e4, noNaN: true });
  const unit = fc.constantFrom("epoch" as const, "step" as const);
  const kinds: fc.Arbitrary<ScheduleInput>[] = [
    fc.record({ kind: fc.constant("step" as const), unit, factor: inside, at: fc.constant([1, 2.5, 40]) }),
    fc.record({
      kind: fc.constant("exponential" as const),
      unit,
      factor: inside,
      every: length,
      staircase: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant("inverse-time" as const),
      unit,
      decay: length,
      every: length,
      staircase: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("polynomial" as const), unit, over: length, end: share, power: length }),
    fc.record({
      kind: fc.constant("cosine" as const),
      unit,
      warmup: length,
      over: length,
      end: share,
      restarts: fc.nat(20),
      restartFactor: fc.double({ min: 0.5, max: 4, noNaN: true }),
    }),
    fc.record({ kind: fc.constant("one-cycle" as const), unit, over: length, up: inside, start: share, end: share }),
  ];
  const position = fc.record({ step: fc.nat(1e9), epoch: fc.double({ min: 0, max: 1e9, noNaN: true }) });
  fc.assert(
    fc.property(fc.oneof(...kinds), position, (input, where) => {
      const factor = scheduleFactor(defineSchedule(input), where);
      expect(factor >= 0 && factor <= 1 + 1e-15, `${JSON.stringify(input)}: ${factor}`).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
