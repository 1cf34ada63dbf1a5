import { describe, expect, test } from "vitest";
import { SpecError } from "../errors.ts";
import { defineSchedule, type ScheduleInput } from "./define-schedule.ts";

const COMPLETE: readonly ScheduleInput[] = [
  "constant",
  { kind: "step", at: [20, 40], factor: 0.5 },
  { kind: "exponential", factor: 0.9 },
  { kind: "inverse-time", decay: 0.1 },
  { kind: "polynomial", over: 10 },
  { kind: "cosine", over: 10 },
  { kind: "one-cycle", over: 10 },
  "reduce-on-plateau",
];

describe.each(COMPLETE.map((input) => ({ input, name: JSON.stringify(input) })))("$name", ({ input }) => {
  test("is frozen, travels as JSON, and is equal when defined again", () => {
    const spec = defineSchedule(input);
    expect(Object.isFrozen(spec)).toBe(true);
    expect(JSON.stringify(defineSchedule(JSON.parse(JSON.stringify(spec))))).toBe(JSON.stringify(spec));
  });
});

test("fills in what was left out", () => {
  expect(defineSchedule({ kind: "cosine", over: 10 })).toEqual({
    kind: "cosine",
    unit: "epoch",
    warmup: 0,
    over: 10,
    end: 0,
    restarts: 0,
    restartFactor: 1,
  });
});

test("keeps a list of its own, frozen", () => {
  const at = [20, 40];
  const spec = defineSchedule({ kind: "step", at, factor: 0.5 });
  at[0] = 1;
  expect(spec).toEqual({ kind: "step", unit: "epoch", at: [20, 40], factor: 0.5 });
  expect(Object.isFrozen(spec.kind === "step" && spec.at)).toBe(true);
});

test.each<[string, unknown, string]>([
  ["no object", 5, "schedule: cannot read 5: give an object with a kind, or the name of the kind"],
  ["null", null, "schedule: cannot read null"],
  ["no kind", {}, 'schedule.kind: is missing, give { kind: "..." }: known are constant, step'],
  ["an unknown kind", "cosin", 'schedule.kind: cannot use "cosin": did you mean cosine?'],
  ["a name of Object's", { kind: "toString" }, "schedule.kind: cannot use"],
  [
    "an unknown field",
    { kind: "cosine", over: 1, warmUp: 2 },
    "schedule.warmUp: cannot be read: a cosine schedule has no such field; did you mean warmup?",
  ],
  ["a missing field", { kind: "cosine" }, "schedule.over: is missing: a cosine schedule needs it and has no default"],
  ["a missing factor", { kind: "step", at: [1] }, "schedule.factor: is missing"],
  [
    "a wrong unit",
    { kind: "cosine", over: 1, unit: "batch" },
    'schedule.unit: cannot use "batch": it must be "epoch" or "step"; leave it out for "epoch"',
  ],
  ["a length of 0", { kind: "polynomial", over: 0 }, "schedule.over: cannot use 0: it must be a finite number above 0"],
  ["NaN", { kind: "exponential", factor: Number.NaN }, "schedule.factor: cannot use NaN"],
  ["a number as text", { kind: "exponential", factor: "0.5" }, 'schedule.factor: cannot use "0.5"'],
  [
    "times that do not ascend",
    { kind: "step", at: [40, 20], factor: 0.5 },
    "schedule.at: cannot use [40,20]: it must be a list of times, finite, above 0 and ascending",
  ],
  ["times with a NaN", { kind: "step", at: [Number.NaN], factor: 0.5 }, "schedule.at: cannot use"],
  ["no times", { kind: "step", at: [], factor: 0.5 }, "schedule.at: cannot use []"],
  [
    "half a restart",
    { kind: "cosine", over: 1, restarts: 0.5 },
    "schedule.restarts: cannot use 0.5: it must be a whole number at least 0",
  ],
  ["a rise that never falls", { kind: "one-cycle", over: 1, up: 1 }, "schedule.up: cannot use 1"],
])("refuses %s", (_name, input, message) => {
  const call = () => defineSchedule(input as ScheduleInput);
  expect(call).toThrow(SpecError);
  expect(call).toThrow(message);
});

test("an error names where the schedule stands", () => {
  expect(() => defineSchedule({ kind: "cosine", over: -1 }, "optimizer.schedule")).toThrow("optimizer.schedule.over: ");
});
