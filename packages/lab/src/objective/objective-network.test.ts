import type { EarlyStoppingSpec, NetworkExperimentSpec } from "study";
import { describe, expect, test } from "vitest";
import { queueExperiment } from "../../test/queue-experiment.ts";
import { describeNetwork } from "./objective-network.ts";

const STOPPING: EarlyStoppingSpec = { metric: "validation-loss", patience: 2, minDelta: 0, restoreBest: true };

function specWith(
  at: "last" | "best",
  earlyStopping: EarlyStoppingSpec | null,
  change: Partial<NetworkExperimentSpec> = {},
): NetworkExperimentSpec {
  const spec = queueExperiment(change);
  return { ...spec, objective: { ...spec.objective, at }, training: { ...spec.training, earlyStopping } };
}

const trial = (objectiveEpoch: number | null, keptEpoch: number | null, objective: number | null = 0.5) => ({
  ...{ objective, objectiveEpoch, keptEpoch },
});

const kept = trial(3, 3);
const other = trial(3, 6);
const untold = trial(null, null);
const unjudged = trial(null, 3, null);

test("nothing is put back and the last epoch judged: nothing to say, whoever trained it", () => {
  for (const spec of [
    specWith("last", null),
    specWith("last", { ...STOPPING, restoreBest: false }),
    { kind: "plan" },
  ]) {
    expect(describeNetwork(spec, [trial(6, 6), untold])).toEqual({
      ...{ networkKept: true, isPlain: true, putsBack: false, when: "after the last epoch", notes: [] },
    });
  }
});

test.each(["last", "best"] as const)("weights are put back, objective at %s: of the network that is kept", (at) => {
  expect(describeNetwork(specWith(at, STOPPING), [kept, unjudged])).toEqual({
    ...{ networkKept: true, isPlain: false, putsBack: true, when: "of the network that is kept", notes: [] },
  });
});

describe("the best epoch is judged and not kept", () => {
  const NOTE = /^The objective is the best over a trial's epochs: no such network is kept/;
  const WHEN = "at each trial's best epoch (no such network is kept)";

  test.each([
    ["no early stopping", null],
    ["early stopping that puts nothing back", { ...STOPPING, restoreBest: false }],
  ])("%s: said whatever the figures are, and before there is one", (_, stopping) => {
    for (const trials of [[], [kept], [other, kept]]) {
      const told = describeNetwork(specWith("best", stopping), trials);
      expect(told).toMatchObject({ networkKept: false, putsBack: false, when: WHEN });
      expect(told.notes).toEqual([expect.stringMatching(NOTE)]);
    }
  });

  test.each(["training", "training.earlyStopping", "training.earlyStopping.restoreBest"])(
    "where %s is varied: of those trials that it concerns",
    (path) => {
      const parameters = { stop: { kind: "choice", at: [path], when: {}, values: [] } } as const;
      const spec = specWith("best", STOPPING, { parameters });
      const varied = { ...spec, parameters };
      expect(describeNetwork(varied, [kept])).toMatchObject({ networkKept: true, notes: [] });
      const some = describeNetwork(varied, [kept, other]);
      expect(some.when).toBe("of the network that is kept, but of 1 trial at its best epoch (no such network is kept)");
      expect([some.networkKept, some.notes.length]).toEqual([false, 1]);
      expect(describeNetwork(varied, [other, other]).when).toBe(WHEN);
    },
  );
});

describe("what would keep the best epoch's network", () => {
  const adviceOf = (
    stopping: Partial<EarlyStoppingSpec> | null,
    metric: NetworkExperimentSpec["objective"]["metric"],
  ) => {
    const spec = specWith("best", stopping === null ? null : { ...STOPPING, restoreBest: false, ...stopping });
    return describeNetwork({ ...spec, objective: { metric, at: "best" } } as NetworkExperimentSpec, []).notes[0];
  };

  test.each([
    [null, "validation-loss", "training.earlyStopping: its restoreBest puts the best epoch's weights back."],
    [
      null,
      "validation-accuracy",
      "training.earlyStopping and training.earlyStopping.metric: validation-accuracy: its restoreBest puts the best epoch's weights back.",
    ],
    [{}, "validation-loss", "training.earlyStopping.restoreBest: true."],
    [
      {},
      "validation-accuracy",
      "training.earlyStopping.restoreBest: true and training.earlyStopping.metric: validation-accuracy.",
    ],
    [{ metric: "train-loss" }, "train-loss", "training.earlyStopping.restoreBest: true."],
    [
      { metric: "train-loss" },
      "validation-loss",
      "training.earlyStopping.restoreBest: true and training.earlyStopping.metric: validation-loss.",
    ],
  ] as const)("early stopping %j, judged by %s", (stopping, metric, advice) => {
    expect(adviceOf(stopping, metric)?.split("To keep it, set ")[1]).toBe(advice);
  });
});

test("what an earlier version trained did not tell, and that is said", () => {
  const told = describeNetwork(specWith("best", STOPPING), [untold, kept, untold]);
  expect(told).toMatchObject({ networkKept: false, when: "of the network that is kept" });
  expect(told.notes).toEqual([
    expect.stringMatching(/^2 trials were trained by an earlier version, which did not tell/),
  ]);
});
