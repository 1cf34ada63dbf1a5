/** Experiments to decide on: only what a sweep looks at differs, nothing is trained. */
import type { NetworkExperimentSpec, ParameterSpec, Scalar } from "../src/experiment/spec.ts";

export function experiment(
  changes: Partial<NetworkExperimentSpec> & { readonly epochs?: number },
): NetworkExperimentSpec {
  const { epochs = 9, ...rest } = changes;
  return {
    kind: "sweep",
    name: "sweep",
    description: "",
    data: { set: "sequences", split: "random", splitSeed: 1, rows: null },
    model: { inputs: 20, layers: [{ kind: "dense", units: 2 }], loss: "softmax-cross-entropy" },
    optimizer: { kind: "sgd", learningRate: 0.1 },
    training: {
      epochs,
      batchSize: 100,
      evaluateTrain: false,
      evaluateTest: false,
      doctor: false,
      earlyStopping: null,
    },
    numerics: "strict",
    parameters: {},
    search: { kind: "grid", together: [] },
    pruning: { kind: "none" },
    repeats: 1,
    seed: 7,
    objective: { metric: "validation-loss", at: "last" },
    threshold: null,
    ...rest,
  };
}

type When = ParameterSpec["when"];

export function choice(values: readonly Scalar[], when: When = {}): ParameterSpec {
  return { kind: "choice", at: [], when, values: values.map((value) => ({ label: value, value })) };
}

export function range(
  kind: "uniform" | "log-uniform" | "integer",
  low: number,
  high: number,
  { steps = null, when = {} }: { readonly steps?: number | null; readonly when?: When } = {},
): ParameterSpec {
  return { kind, at: [], when, low, high, steps };
}
