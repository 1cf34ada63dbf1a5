import { expect, test } from "vitest";
import { smallExperiment } from "../../../test/small-experiment.ts";
import { defineExperiment } from "../define-experiment.ts";
import type { ExperimentInput } from "../experiment-input.ts";

const STOPPING = { patience: 2, restoreBest: true };
const NOT = { patience: 2, restoreBest: false };
const METRIC = "validation-loss";

function define(parameters: object, earlyStopping: object | null, at: "best" | "last" | undefined) {
  const objective = { metric: METRIC, ...(at !== undefined && { at }) };
  const training = { epochs: 3, earlyStopping };
  return defineExperiment({ ...smallExperiment, training, parameters, objective } as ExperimentInput);
}

const rate = { at: "optimizer.learningRate", values: [0.1, 0.2] };
const method = { at: "optimizer.kind", values: ["sgd", "adam"] };

const BOTH: readonly (readonly [string, object, object | null])[] = [
  ["restoreBest", { restore: { at: "training.earlyStopping.restoreBest", values: [true, false] } }, STOPPING],
  ["early stopping or none", { stop: { at: "training.earlyStopping", values: { yes: STOPPING, no: null } } }, null],
  ["early stopping of both kinds", { stop: { at: "training.earlyStopping", values: { yes: STOPPING, no: NOT } } }, NOT],
  [
    "early stopping under a condition",
    { method, patience: { at: "training.earlyStopping.patience", values: [2, 3], when: { method: "adam" } } },
    null,
  ],
  [
    "restoreBest under a condition",
    { method, restore: { at: "training.earlyStopping.restoreBest", values: [false], when: { method: "adam" } } },
    STOPPING,
  ],
];

test.each(BOTH)("%s varied: trials of both kinds are not ranked by their best epochs", (_, parameters, stopping) => {
  expect(() => define(parameters, stopping, "best")).toThrow(
    /^objective\.at: cannot be best: .*; use at: last, or restoreBest: true in all trials$/,
  );
  expect(define(parameters, stopping, "last").objective.at).toBe("last");
  // the default suits them
  expect(define(parameters, stopping, undefined).objective.at).toBe("last");
});

test.each<readonly [string, object, object | null]>([
  ["nothing", {}, STOPPING],
  ["nothing, none", {}, null],
  ["another thing", { rate }, STOPPING],
  ["another thing, none put back", { rate }, NOT],
  ["patience", { patience: { at: "training.earlyStopping.patience", values: [2, 3] } }, STOPPING],
  // as it was written no trial is
  ["what is given to all", { restore: { at: "training.earlyStopping.restoreBest", values: [true] } }, NOT],
  ["early stopping, all put back", { patience: { at: "training.earlyStopping.patience", values: [2, 3] } }, null],
])("%s varied: all trials are of one kind, and may be", (_, parameters, stopping) => {
  expect(define(parameters, stopping, "best").objective.at).toBe("best");
});
