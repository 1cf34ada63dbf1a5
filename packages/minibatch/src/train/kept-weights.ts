/**
 * Whose weights a trainer has between two fits: those of the last step, or of the epoch that early stopping found best. The last
 * step's are then laid by, so that the same training goes on as if it had never ended.
 */
import type { Slices } from "../data/slices.ts";
import type { PatienceState } from "./early-stopping.ts";
import type { Network } from "./network.ts";
import type { Progress } from "./progress.ts";

/** The epoch whose weights a trainer has that stands there. */
export function keptEpochOf({ epoch, patience, lastParameters }: Progress): number {
  return patience === null || lastParameters === null ? epoch : patience.bestEpoch;
}

/** A training has ended, in whatever way: the best epoch's weights are put back, where there are any. */
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
 * A training begins. One that goes on with the last, or ends its unfinished epoch, does so from the last step's weights; any other
 * begins from those that were kept.
 */
export function* takeUpLast(network: Network, progress: Progress, goesOn: boolean): Slices<void> {
  const { lastParameters, plan } = progress;
  progress.lastParameters = null;
  if (lastParameters !== null && (goesOn || plan !== null)) {
    yield* network.writeModel(lastParameters);
  }
}

/** The weights were changed by hand, and are no epoch's: what early stopping remembers is of another training. */
export function forgetEpochs(progress: Progress): void {
  progress.lastParameters = null;
  progress.patience = null;
}
