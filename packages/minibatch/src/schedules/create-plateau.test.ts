import fc from "fast-check";
import { expect, test } from "vitest";
import { DataError } from "../errors.ts";
import { createPlateau } from "./create-plateau.ts";
import { defineSchedule, type ScheduleInput } from "./define-schedule.ts";
import type { PlateauSpec } from "./reduce-on-plateau.ts";

function define(options: Omit<Extract<ScheduleInput, { kind: "reduce-on-plateau" }>, "kind">): PlateauSpec {
  return defineSchedule({ kind: "reduce-on-plateau", ...options }) as PlateauSpec;
}

function observeAll(spec: PlateauSpec, metrics: readonly number[]): number[] {
  const plateau = createPlateau(spec);
  return metrics.map((metric) => plateau.observe(metric));
}

test("reduces after `patience` epochs without an improvement, and counts from there again", () => {
  const spec = define({ factor: 0.5, patience: 2 });
  expect(observeAll(spec, [1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.5, 0.6, 0.6])).toEqual([
    1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125,
  ]);
});

test("an improvement of no more than minDelta is none", () => {
  const spec = define({ factor: 0.5, patience: 1, minDelta: 0.25 });
  expect(observeAll(spec, [1, 0.75, 0.5, 0.5])).toEqual([1, 0.5, 0.5, 0.25]);
});

test("waits out the cooldown, as Keras's ReduceLROnPlateau: its last epoch counts again", () => {
  const spec = define({ factor: 0.5, patience: 1, cooldown: 2 });
  expect(observeAll(spec, [1, 1, 1, 1, 1, 1])).toEqual([1, 0.5, 0.5, 0.25, 0.25, 0.125]);
});

test("never goes below minFactor", () => {
  const spec = define({ factor: 0.1, patience: 1, minFactor: 0.05 });
  expect(observeAll(spec, [1, 1, 1, 1])).toEqual([1, 0.1, 0.05, 0.05]);
});

test("goes on from its state as if it had never stopped", () => {
  const metrics = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 });
  fc.assert(
    fc.property(metrics, fc.nat(40), fc.nat(3), (observed, cut, cooldown) => {
      const spec = define({ factor: 0.5, patience: 2, cooldown });
      const whole = createPlateau(spec);
      const resumed = createPlateau(spec);
      for (const metric of observed.slice(0, cut)) whole.observe(metric);
      resumed.state.set(whole.state);
      expect(resumed.factor()).toBe(whole.factor());
      for (const metric of observed.slice(cut)) expect(resumed.observe(metric)).toBe(whole.observe(metric));
    }),
  );
});

test.each([Number.NaN, Infinity])("refuses a metric of %s", (metric) => {
  const plateau = createPlateau(define({}));
  expect(() => plateau.observe(metric)).toThrow(DataError);
  expect(() => plateau.observe(metric)).toThrow(`validation-loss of ${metric}`);
});
