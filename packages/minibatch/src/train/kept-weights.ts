/**
 * Which weights a trainer has between two fits: the last step's, or those of the epoch that early stopping found best.
 * In the second case the last step's are kept aside, so that the same training can go on as if it had never ended.
 */
import type { Slices } from "../data/slices.ts";
import type { PatienceState } from "./early-stopping.ts";
import type { Network } from "./network.ts";
import type { Progress } from "./progress.ts";

/** The epoch whose weights the trainer has at this progress. */
export function keptEpochOf({ epoch, patience, lastParameters }: Progress): number {
  return patience === null || lastParameters === null ? epoch : patience.bestEpoch;
}

/** Call when a training has ended in any way: puts the best epoch's weights back, if there are any. */
export function* putBestBack(
  network: Network,
  progress: Progress,
  { bestEpoch, bestParameters }: PatienceState,
): Slices<void> {
  const areBest = progress.epoch === bestEpoch && progress.stepOfEpoch === 0;
  if (bestParameters === null || areBest) return;
  progress.lastParameters = yield* network.readModel();
  yield* network.writeModel(bestParameters);
}

/**
 * Call when a training begins. One that goes on with the last, or ends its unfinished epoch, starts from the last
 * step's weights; any other starts from the kept ones.
 */
export function* takeUpLast(network: Network, progress: Progress, goesOn: boolean): Slices<void> {
  const { lastParameters, plan } = progress;
  progress.lastParameters = null;
  if (lastParameters !== null && (goesOn || plan !== null)) {
    yield* network.writeModel(lastParameters);
  }
}

/**
 * Call when the weights were changed by hand: they belong to no epoch now, and what early stopping remembers is
 * dropped.
 */
export function forgetEpochs(progress: Progress): void {
  progress.lastParameters = null;
  progress.patience = null;
}
