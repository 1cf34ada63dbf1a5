import { expect, test } from "vitest";
import { choice, experiment } from "../../../test/sweep-experiment.ts";
import type { ExperimentSpec, PruningSpec } from "../../experiment/spec.ts";
import { advanceSweep } from "../advance-sweep.ts";
import type { TrialState, TrialStatus } from "../sweep-state.ts";

const pruning: PruningSpec = { kind: "median", warmupEpochs: 2, everyEpochs: 2, wave: 3 };
const spec = experiment({ epochs: 6, repeats: 2, pruning, parameters: { a: choice([0, 1, 2, 3, 4, 5, 6]) } });

/** Two repeats of each configuration; the second's figures are ten times the first's. */
function trialsOf(...all: (readonly [TrialStatus, readonly number[]])[]): TrialState[] {
  return all.flatMap(([status, values], configuration) =>
    [0, 1].map((repeat) => ({
      ...{ number: 2 * configuration + repeat, configuration, repeat, point: { a: configuration }, status },
      values: values.map((value) => (repeat === 0 ? value : 10 * value)),
      kept: null,
    })),
  );
}

const begun = (experimentSpec: ExperimentSpec, trials: readonly TrialState[]) =>
  advanceSweep(experimentSpec, trials).create.map(({ configuration, thresholds }) => ({ configuration, thresholds }));

test("the first wave is never pruned; the next one waits for all of it", () => {
  const first = [0, 1, 2].map((configuration) => ({ configuration, thresholds: null }));
  expect(begun(spec, [])).toEqual(first);
  const ended: (readonly [TrialStatus, readonly number[]])[] = [
    ["finished", [9, 3, 9, 6, 9, 9]],
    ["finished", [9, 1, 9, 5, 9, 9]],
  ];
  for (const status of ["ready", "running", "paused"] as const) {
    expect(begun(spec, trialsOf(...ended, [status, [9, 2]]))).toEqual([]);
  }
  const thresholds = [
    [null, 2, null, 5, null, null],
    [null, 20, null, 50, null, null],
  ];
  const second = [3, 4, 5].map((configuration) => ({ configuration, thresholds }));
  expect(begun(spec, trialsOf(...ended, ["finished", [9, 2, 9, 4, 9, 9]]))).toEqual(second);
});

test("compared are those that got to the epoch; a failed one is the worst at each; a last wave is cut off", () => {
  const trials = trialsOf(
    ["finished", [9, 3, 9, 6, 9, 9]],
    ["finished", [9, 1, 9, 5, 9, 9]],
    ["failed", [9]],
    ["pruned", [9, 7]],
    ["finished", [9, 2]],
    ["finished", [9, 4, 9, Number.NaN, 9, 9]],
  );
  // epoch 2: 1 2 3 4 7 inf, epoch 4: 5 6 inf inf
  expect(begun(spec, trials)).toEqual([
    {
      configuration: 6,
      thresholds: [
        [null, 3.5, null, null, null, null],
        [null, 35, null, null, null, null],
      ],
    },
  ]);
});

test("accuracies: the thresholds are accuracies, and what failed lowers them", () => {
  const accuracy = { ...spec, repeats: 1, objective: { metric: "validation-accuracy", at: "last" } } as const;
  const trials = trialsOf(
    ["finished", [0, 0.5, 0, 0.6, 0, 0]],
    ["finished", [0, 0.7, 0, 0.8, 0, 0]],
    ["failed", []],
  ).filter(({ repeat }) => repeat === 0);
  const single = trials.map((trial) => ({ ...trial, number: trial.configuration }));
  expect(begun(accuracy, single)[0]?.thresholds).toEqual([[null, 0.5, null, 0.6, null, null]]);
});

test("without warm-up the first decision is after everyEpochs", () => {
  const early = { ...spec, pruning: { kind: "median", warmupEpochs: 0, everyEpochs: 5, wave: 1 } } as const;
  const [next] = begun(early, trialsOf(["finished", [6, 5, 4, 3, 2, 1]]));
  expect(next?.thresholds?.[0]).toEqual([null, null, null, null, 2, null]);
});

test("where the best epoch's weights are put back, compared are the networks that would be kept", () => {
  const ended = trialsOf(...([0, 1, 2].map((a) => ["finished", [9, 1 + a, 8, 7, 9, 9]]) as [TrialStatus, number[]][]));
  // what is watched found the first epoch best until the fourth
  const putBack = ended.map((trial) => ({ ...trial, kept: [1, 1, 1, 4, 4, 4] }));
  const [first] = begun(spec, putBack);
  expect(first!.thresholds).toEqual([
    [null, 9, null, 7, null, null],
    [null, 90, null, 70, null, null],
  ]);
});
