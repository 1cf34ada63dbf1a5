/**
 * What is refused, with its place and its words, and what becomes of what is left out, each at its bounds. It fails
 * with every intended change too: `MINIBATCH_WRITE_FIXTURES=1 npx vitest run whole-experiments.test.ts` writes it as it
 * is now; read the difference.
 */
import { expect, test } from "vitest";
import { expectFixture } from "../../../minibatch/test/expect-fixture.ts";
import { smallExperiment } from "../../test/small-experiment.ts";
import { defineExperiment } from "./define-experiment.ts";
import type { ExperimentInput } from "./experiment-input.ts";

const rate = { at: "optimizer.learningRate", values: [0.1, 0.2] };
const units = { at: "model.layers[0].units", values: [4, 8, 16] };
const kinds = { at: "optimizer.kind", values: ["sgd", "adam"] };
const range = (kind: string, low: number, high: number, more: object = {}) => ({
  at: kind === "integer" ? "training.batchSize" : "optimizer.learningRate",
  ...{ kind, low, high, ...more },
});
const digits = {
  data: { set: "mnist" },
  model: { inputs: 784, layers: [{ kind: "dense", units: 10 }], loss: "softmax-cross-entropy" },
};
const regression = { model: { ...smallExperiment.model, loss: "mean-squared-error" } };
const stop = (metric?: string) => ({ patience: 2, ...(metric !== undefined && { metric }) });
const random = { kind: "random", configurations: 3 };

const CHANGES: readonly object[] = [
  // the network and the data
  { model: { ...smallExperiment.model, inputs: 21 } },
  { model: { ...smallExperiment.model, loss: "softmax-cross-entropy" } },
  { model: { ...smallExperiment.model, layers: [{ kind: "dense", units: 2 }] } },
  { ...digits, model: { ...digits.model, layers: [{ kind: "dense", units: 9 }] } },
  { ...digits, model: { ...digits.model, layers: [{ kind: "dense", units: 11 }] } },
  { ...digits, model: { ...digits.model, inputs: 783 } },
  { ...digits, data: { set: "mnist", trainRows: 50_000 } },
  { ...digits, data: { set: "mnist", trainRows: 50_001 } },
  { ...digits, data: { set: "mnist", split: "full", trainRows: 60_000 }, training: { evaluateTrain: true } },
  { ...digits, data: { set: "mnist", split: "full", trainRows: 60_001 } },
  { ...digits, data: { set: "mnist", split: "full", validationRows: 10 } },
  { data: { set: "sequences", rows: 1 } },
  { data: { set: "sequences", rows: 5 }, training: { batchSize: 4 } },
  { data: { set: "sequences", rows: 100 }, training: { batchSize: 80 } },
  { data: { set: "sequences", rows: 100 }, training: { batchSize: 81 } },
  // what is measured
  { training: { evaluateTest: true } },
  { objective: "train-loss" },
  { objective: { metric: "train-loss" }, training: { evaluateTrain: true } },
  { objective: { metric: "train-loss" } },
  { ...regression },
  { ...regression, objective: { metric: "validation-accuracy" } },
  { ...regression, training: { earlyStopping: stop("validation-accuracy") } },
  { training: { earlyStopping: stop() } },
  { training: { earlyStopping: stop("train-accuracy") } },
  { training: { earlyStopping: stop("train-accuracy"), evaluateTrain: true } },
  { training: { earlyStopping: { ...stop(), restoreBest: false } } },
  { ...digits, data: { set: "mnist", split: "full" } },
  { ...digits, data: { set: "mnist", split: "full" }, training: { earlyStopping: stop() } },
  { ...digits, data: { set: "mnist", split: "full" }, objective: { metric: "validation-loss" } },
  {
    ...digits,
    data: { set: "mnist", split: "full" },
    training: { evaluateTrain: true },
    optimizer: { kind: "sgd", schedule: "reduce-on-plateau" },
  },
  { optimizer: { kind: "sgd", schedule: { kind: "reduce-on-plateau", metric: "train-loss" } } },
  { optimizer: { kind: "sgd", schedule: "reduce-on-plateau" } },
  // parameters
  { parameters: { rate: range("uniform", 1, 1) }, search: random },
  { parameters: { rate: range("uniform", 2, 1) }, search: random },
  { parameters: { rate: range("uniform", -1e308, 1e308) }, search: random },
  { parameters: { rate: range("log-uniform", 0, 1) }, search: random },
  { parameters: { rate: range("log-uniform", 1e-9, 1) }, search: random },
  { parameters: { batch: range("integer", 8, 7) }, search: random },
  { parameters: { batch: range("integer", 8, 8) }, search: random },
  { parameters: { batch: range("integer", 8, 10, { steps: 3 }) } },
  { parameters: { batch: range("integer", 8, 10, { steps: 4 }) } },
  { parameters: { rate: { ...rate, at: ["optimizer.learningRate", "optimizer.learningRate"] } } },
  { parameters: { rate: { ...rate, at: "learningRate" } } },
  { parameters: { "optimizer.learningRate": [0.1, 0.2] } },
  { parameters: { rate: { ...rate, at: "optimiser.learningRate" } } },
  { parameters: { rate: { ...rate, at: "optimizer..rate" } } },
  ...["data", "data.set", "training", "training.epochs", "training.evaluateTrain", "training.evaluateTest"].map(
    (at) => ({
      parameters: { x: { at, values: [1, 2] } },
    }),
  ),
  { parameters: { x: { at: "training.doctor", values: [true, false] } } },
  { parameters: { rate, other: rate } },
  { parameters: { kinds, rate: { ...rate, when: { kinds: "sgd" } }, other: { ...rate, when: { kinds: "adam" } } } },
  { parameters: { kinds, rate: { ...rate, when: { kinds: "lion" } } } },
  { parameters: { kinds, rate: { ...rate, when: { kind: "sgd" } } } },
  { parameters: { rate: { ...rate, when: { toString: "sgd" } } } },
  { parameters: { batch: range("integer", 8, 10), rate: { ...rate, when: { batch: [8, 10] } } } },
  { parameters: { batch: range("integer", 8, 10), rate: { ...rate, when: { batch: [8, 11] } } } },
  { parameters: { batch: range("integer", 8, 10), rate: { ...rate, when: { batch: 7 } } } },
  { parameters: { batch: range("integer", 8, 10), rate: { ...rate, when: { batch: 8.5 } } } },
  {
    parameters: { rate: range("uniform", 0, 1, { steps: 2 }), units: { ...units, when: { rate: 0 } } },
  },
  // searches
  { search: random },
  { search: { kind: "sobol", configurations: 2 } },
  { search: { kind: "tpe", configurations: 2 } },
  { parameters: { rate: range("uniform", 0.1, 1) } },
  { parameters: { rate: range("uniform", 0.1, 1) }, search: "zip" },
  { parameters: { rate, units }, search: "zip" },
  { parameters: { rate, kinds }, search: "zip" },
  { parameters: { rate, units }, search: { kind: "grid", together: [["rate", "units"]] } },
  { parameters: { rate, kinds }, search: { kind: "grid", together: [["rate", "kinds"]] } },
  { parameters: { rate, kinds }, search: { kind: "grid", together: [["rate", "rates"]] } },
  {
    parameters: { rate, kinds },
    search: {
      kind: "grid",
      together: [
        ["rate", "kinds"],
        ["kinds", "rate"],
      ],
    },
  },
  { parameters: { rate }, search: { kind: "tpe", configurations: 20 } },
  { parameters: { rate }, search: { kind: "tpe", configurations: 6 } },
  { parameters: { rate }, search: { kind: "tpe", configurations: 6, startup: 6 } },
  { parameters: { rate }, search: { kind: "tpe", configurations: 6, startup: 7 } },
  // prunings
  {
    parameters: { rate },
    search: { kind: "tpe", configurations: 20 },
    pruning: { kind: "median", wave: 7 },
    training: { epochs: 11 },
  },
  { parameters: { rate }, search: { kind: "tpe", configurations: 20 }, pruning: "median", training: { epochs: 10 } },
  {
    parameters: { rate },
    search: { kind: "tpe", configurations: 20, batch: 2 },
    pruning: "median",
    training: { epochs: 10 },
  },
  { parameters: { rate }, pruning: "median", training: { epochs: 11 } },
  { parameters: { rate }, pruning: "median", training: { epochs: 2 } },
  { parameters: { rate }, pruning: "median", training: { epochs: 1 } },
  { parameters: { rate }, pruning: { kind: "median", warmupEpochs: 3 }, training: { epochs: 4 } },
  { parameters: { rate }, pruning: { kind: "median", warmupEpochs: 4 }, training: { epochs: 4 } },
  { parameters: { rate }, pruning: "successive-halving", training: { epochs: 2 } },
  { parameters: { rate }, pruning: "successive-halving", training: { epochs: 1 } },
  { parameters: { rate }, pruning: { kind: "successive-halving", minEpochs: 3 }, training: { epochs: 3 } },
  // words that are not known
  { search: "gird" },
  { search: { kind: "gird" } },
  { pruning: "some" },
  { optimizer: "adm" },
  { objective: { metric: "accuracy" } },
  { data: { set: "mnsit" } },
  { training: { epoch: 3 } },
  { training: { epochs: 0 } },
  { repeats: 0 },
  { seed: -1 },
  { numerics: "exact" },
  { name: "a b" },
  { parameters: { rate: { kind: "unifrom", low: 0, high: 1 } } },
  { parameters: { rate: { ...rate, values: [] } } },
  { parameters: { rate: { ...rate, values: [0.1, 0.1] } } },
  { parameters: { rate: { ...rate, values: [0.1, "fast"] } } },
];

function tell(change: object): string {
  try {
    const {
      name: _,
      data,
      model: _model,
      ...spec
    } = defineExperiment({
      ...smallExperiment,
      training: { epochs: 5, batchSize: 4 },
      ...change,
    } as ExperimentInput);
    const { optimizer: _optimizer, ...rest } = spec;
    return JSON.stringify({ data, ...rest });
  } catch (error) {
    expect(error).toHaveProperty("name", "ExperimentError");
    return (error as Error).message;
  }
}

test("each experiment as it is refused or completed", () => {
  const lines = CHANGES.flatMap((change) => [`# ${JSON.stringify(change)}`, ...tell(change).split("\n")]);
  expectFixture(lines, new URL("./fixtures/experiments.txt", import.meta.url));
});
