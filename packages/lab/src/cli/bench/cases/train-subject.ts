/** Epochs over a data set, one after the other, as something to time. */
import type { Dataset } from "minibatch";
import type { OpenedTrainer } from "./our-trainer.ts";
import type { Subject } from "./subject.ts";

export interface EpochPlan {
  readonly batchSize: number;
  /** epochs in one run: short ones are timed together */
  readonly epochsPerRun: number;
  /** units in one epoch: the time of a run is divided by those it has */
  readonly unitsPerEpoch: number;
}

export function trainSubject(
  { trainer, threads }: OpenedTrainer,
  data: Dataset,
  { batchSize, epochsPerRun, unitsPerEpoch }: EpochPlan,
  now: () => number,
): Subject {
  const reports = trainer.epochs(data, { epochs: Number.MAX_SAFE_INTEGER, batchSize });
  return {
    threads,
    async run() {
      const beginMs = now();
      for (let epoch = 0; epoch < epochsPerRun; epoch++) await reports.next();
      return (now() - beginMs) / 1000 / (epochsPerRun * unitsPerEpoch);
    },
    async dispose() {
      await reports.return(undefined);
      trainer.dispose();
    },
  };
}
