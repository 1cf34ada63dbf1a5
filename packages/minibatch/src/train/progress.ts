/** Where a training stands between two steps: with the learner's state, all that a checkpoint needs. */
import type { UpdateNorms } from "./doctor.ts";
import type { PatienceState } from "./early-stopping.ts";

export interface Progress {
  /** epochs finished */
  epoch: number;
  /** batches of the unfinished epoch already trained on */
  stepOfEpoch: number;
  /** sum over those batches of loss x rows, and of rows */
  lossSum: number;
  rowSum: number;
  /** the doctor's norms of the epoch's last update, until the epoch is reported; null before it, and without a doctor */
  lastUpdate: UpdateNorms | null;
  /** what early stopping remembers; null when it is off */
  patience: PatienceState | null;
  /** true when early stopping has ended the training */
  isStopped: boolean;
}

export function startOfTraining(): Progress {
  return { epoch: 0, stepOfEpoch: 0, lossSum: 0, rowSum: 0, lastUpdate: null, patience: null, isStopped: false };
}
