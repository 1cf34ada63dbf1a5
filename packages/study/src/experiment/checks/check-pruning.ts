/** What a search and a pruning take as their defaults, together, and whether there is something to prune. */
import { ExperimentError } from "../experiment-error.ts";
import type { OpenPruning } from "../schema/pruning-schema.ts";
import type { OpenSearch } from "../schema/search-schema.ts";
import type { PruningSpec, SearchSpec } from "../spec.ts";

/** Hyperband's and Optuna's defaults know no epochs; a fifth is ours. */
const WARMUP_SHARE = 0.2;
const MIN_EPOCHS = 1;
/** several workers have something to do between two looks at the results */
const BATCH = 4;
/** Optuna's MedianPruner waits for as many (n_startup_trials) */
const WAVE = 5;

/** tpe draws a batch at a time; a wave of the median rule is never more, for what is not drawn cannot run. */
export function completeSearch(search: OpenSearch, pruning: OpenPruning): SearchSpec {
  if (search.kind !== "tpe") return search;
  const wave = pruning.kind === "median" ? (pruning.wave ?? 1) : 1;
  const { kind, configurations, startup, batch = Math.max(BATCH, wave), candidates } = search;
  return { kind, configurations, startup, batch, candidates };
}

/** Fills in what depends on the epochs and on the search. Throws ExperimentError. */
export function completePruning(pruning: OpenPruning, epochs: number, search: SearchSpec): PruningSpec {
  if (pruning.kind === "none") return pruning;
  if (pruning.kind === "median") {
    const fallback = Math.max(1, Math.ceil(WARMUP_SHARE * epochs));
    const warmupEpochs = checkFirst("median", "warmupEpochs", pruning.warmupEpochs, fallback, epochs);
    const { kind, everyEpochs, wave = search.kind === "tpe" ? Math.min(WAVE, search.batch) : WAVE } = pruning;
    return { kind, warmupEpochs, everyEpochs, wave };
  }
  const { kind, factor, asynchronous } = pruning;
  return {
    kind,
    minEpochs: checkFirst(kind, "minEpochs", pruning.minEpochs, MIN_EPOCHS, epochs),
    factor,
    asynchronous,
  };
}

/** The first epoch after which something is decided. */
function checkFirst(kind: string, field: string, given: number | undefined, fallback: number, epochs: number): number {
  const first = given ?? fallback;
  if (first < epochs) return first;
  if (given === undefined) {
    throw new ExperimentError(
      ["pruning"],
      `cannot be ${kind}: training.epochs is ${epochs}, and nothing is saved by ending after the last one; train ` +
        "for more",
    );
  }
  throw new ExperimentError(
    ["pruning", field],
    `cannot be ${given}: training.epochs is ${epochs}; it must be less, so that something is saved`,
  );
}
