import { expect, test } from "vitest";
import { choice, experiment, range } from "../../test/sweep-experiment.ts";
import { UsageError } from "../errors.ts";
import type { NetworkExperimentSpec } from "../experiment/spec.ts";
import { advanceSweep } from "./advance-sweep.ts";
import { findConflict } from "./check-combination.ts";
import { countTrials } from "./count-trials.ts";

const tpe = { kind: "tpe", configurations: 20, startup: 10, batch: 4, candidates: 24 } as const;
const median = { kind: "median", warmupEpochs: 1, everyEpochs: 1, wave: 4 } as const;
const halving = { kind: "successive-halving", minEpochs: 1, factor: 3, asynchronous: false } as const;
const rate = { rate: range("log-uniform", 1e-4, 1) };
const many = Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`p${i}`, range("uniform", 0, 1)]));

const cases: readonly (readonly [string, Partial<NetworkExperimentSpec>, string])[] = [
  [
    "a range without steps in a grid",
    { parameters: rate },
    "Cannot lay out a grid: rate is a range without steps; say how many values it shall have (steps), or list them",
  ],
  [
    "more steps than whole numbers",
    { parameters: { units: range("integer", 1, 3, { steps: 4 }) } },
    "Cannot lay out a grid: units has 4 steps from 1 to 3, which are only 3 whole numbers; lower its steps",
  ],
  [
    "a grid of a billion",
    { parameters: { a: range("integer", 1, 1000), b: range("integer", 1, 1000), c: range("integer", 1, 1000) } },
    "Cannot lay out a grid: its 1000 x 1000 x 1000 values make 1000000000 combinations, and at most 1000000 are tried; give fewer steps, or use random or sobol",
  ],
  [
    "unequal lengths in together",
    { parameters: { a: choice([1, 2]), b: choice([1, 2, 3]) }, search: { kind: "grid", together: [["a", "b"]] } },
    "Cannot move parameters side by side: a has 2, b has 3 values; give each as many",
  ],
  [
    "unequal lengths in zip",
    { parameters: { a: choice([1, 2]), b: range("uniform", 0, 1, { steps: 3 }) }, search: { kind: "zip" } },
    "Cannot move parameters side by side: a has 2, b has 3 values; give each as many",
  ],
  [
    "too few points",
    {
      parameters: { a: choice([1, 2]), b: choice([1, 2, 3], { a: [1] }) },
      search: { kind: "random", configurations: 5 },
    },
    "Cannot draw 5 configurations: the search space has only 4 different points; lower search.configurations to at most 4, or use a grid",
  ],
  [
    "more dimensions than direction numbers",
    { parameters: many, search: { kind: "sobol", configurations: 5 } },
    "Cannot search by sobol: there are 65 parameters, and direction numbers are kept for 64; use random search",
  ],
  [
    "waves larger than batches",
    { parameters: rate, search: tpe, pruning: { ...median, wave: 5 } },
    "Cannot begin waves of 5 configurations: tpe proposes 4 at a time (search.batch); lower pruning.wave to at most 4, or raise search.batch to 5",
  ],
  [
    "a first rung after the last epoch",
    { pruning: { ...halving, minEpochs: 9 } },
    "Cannot halve: the first decision is after 9 epochs (pruning.minEpochs) and a training has 9; lower minEpochs, or train for longer",
  ],
  [
    "ASHA with tpe",
    { parameters: rate, search: tpe, pruning: { ...halving, asynchronous: true } },
    "Cannot halve asynchronously with tpe: it waits for a whole batch before it proposes the next; set pruning.asynchronous to false, or search by random or sobol",
  ],
];

test.each(cases)("%s is refused", (_, changes, reason) => {
  const spec = experiment(changes);
  expect(findConflict(spec)).toBe(reason);
  expect(() => advanceSweep(spec, [])).toThrow(new UsageError(reason));
  expect(() => countTrials(spec)).toThrow(new UsageError(reason));
});

test("the rest goes together", () => {
  const randoms = { kind: "random", configurations: 5 } as const;
  for (const pruning of [{ kind: "none" } as const, median, halving]) {
    expect(findConflict(experiment({ parameters: rate, search: tpe, pruning }))).toBeNull();
    expect(findConflict(experiment({ parameters: rate, search: randoms, pruning }))).toBeNull();
  }
  expect(findConflict(experiment({ pruning: { ...halving, asynchronous: true } }))).toBeNull();
  const four = { a: choice([1, 2]), b: choice([1, 2, 3], { a: [1] }) };
  expect(findConflict(experiment({ parameters: four, search: { ...randoms, configurations: 4 } }))).toBeNull();
});
