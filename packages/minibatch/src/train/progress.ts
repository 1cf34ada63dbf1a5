/** Where a training stands between two steps. With the network's state it is all that a checkpoint needs. */
import type { FloatArray } from "../math/float-array.ts";
import type { UpdateNorms } from "./doctor.ts";
import type { PatienceState } from "./early-stopping.ts";

/** What determines which rows are in which batch of an epoch, and what becomes of them, besides the seed. */
export interface EpochPlan {
  readonly rows: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
  /** how its rows are changed, as text; absent where they are not */
  readonly augment?: string;
}

export interface Progress {
  /** epochs finished */
  epoch: number;
  /** the network's step when the last of them ended */
  epochStart: number;
  /** of the unfinished epoch, which must end as it began; null between epochs */
  plan: EpochPlan | null;
  /** batches of the unfinished epoch already trained on */
  stepOfEpoch: number;
  /** sum over those batches of loss x rows, and of rows */
  lossSum: number;
  rowSum: number;
  /**
   * the doctor's norms of the epoch's last update, until the epoch is reported; null before it, and without a doctor
   */
  lastUpdate: UpdateNorms | null;
  /** what early stopping remembers; null when the last epoch was trained without */
  patience: PatienceState | null;
  /** parameters of the last step, where the network has the best epoch's in their place; else null */
  lastParameters: FloatArray | null;
}

export function startOfTraining(): Progress {
  return {
    epoch: 0,
    epochStart: 0,
    plan: null,
    stepOfEpoch: 0,
    lossSum: 0,
    rowSum: 0,
    lastUpdate: null,
    patience: null,
    lastParameters: null,
  };
}

/** The epochs a schedule counts: rounded once, so that an epoch of any number of steps ends on time. */
export function countEpochs(finished: number, steps: number, stepsPerEpoch: number): number {
  return (finished * stepsPerEpoch + steps) / stepsPerEpoch;
}
