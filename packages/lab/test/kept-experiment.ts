/**
 * Experiments whose early stopping watches another figure than the one they are judged by, at a rate at which both go
 * up and down.
 */
import type { NetworkExperimentSpec } from "study";
import { queueExperiment } from "./queue-experiment.ts";

/** Six trials, of which some run out of patience and others of epochs. */
export function keptExperiment(change: Partial<NetworkExperimentSpec> = {}): NetworkExperimentSpec {
  const spec = queueExperiment({ name: "kept", epochs: 12, ...change });
  const earlyStopping = { metric: "validation-loss", patience: 5, minDelta: 0.005, restoreBest: true } as const;
  return {
    ...spec,
    objective: { metric: "validation-accuracy", at: "best" },
    training: { ...spec.training, earlyStopping },
    parameters: {
      rate: { kind: "log-uniform", at: ["optimizer.learningRate"], when: {}, low: 0.2, high: 4, steps: null },
    },
    search: { kind: "random", configurations: 6 },
    repeats: 1,
    ...change,
  };
}
