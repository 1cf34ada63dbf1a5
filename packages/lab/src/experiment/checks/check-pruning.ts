/** Whether pruning has something to decide before a training's last epoch. */
import { ExperimentError } from "../experiment-error.ts";
import type { OpenPruning } from "../schema/pruning-schema.ts";
import type { PruningSpec } from "../spec.ts";

/** Hyperband's and Optuna's defaults know no epochs; a fifth is ours. */
const WARMUP_SHARE = 0.2;

/** Fills in what depends on the epochs. Throws ExperimentError. */
export function completePruning(pruning: OpenPruning, epochs: number): PruningSpec {
  if (pruning.kind === "none") return pruning;
  const field = pruning.kind === "median" ? "warmupEpochs" : "minEpochs";
  const first =
    pruning.kind === "median"
      ? (pruning.warmupEpochs ?? Math.max(1, Math.ceil(WARMUP_SHARE * epochs)))
      : pruning.minEpochs;
  if (first >= epochs) {
    throw new ExperimentError(
      ["pruning", field],
      `cannot be ${first}: training.epochs is ${epochs}; it must be less, so that something is saved`,
    );
  }
  if (pruning.kind !== "median") return pruning;
  const { kind, everyEpochs, wave } = pruning;
  return { kind, warmupEpochs: first, everyEpochs, wave };
}
