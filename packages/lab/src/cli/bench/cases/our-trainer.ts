/**
 * A trainer of this library on so many threads, or with a native BLAS; its epochs and predictions as something to time.
 */
import { type Blas, createTrainer, type Dataset, type Trainer, type TrainerOptions } from "minibatch";
import { nodeThreads } from "minibatch/node";
import type { Subject } from "./subject.ts";

export interface OpenedTrainer {
  readonly trainer: Trainer;
  /** it may use */
  readonly threads: number;
}

/** On up to `threads` threads: small networks stay on one. */
export async function openTrainer(options: TrainerOptions, threads: number): Promise<OpenedTrainer> {
  if (threads === 1) return { trainer: await createTrainer(options), threads };
  return { trainer: await createTrainer({ ...options, threads: nodeThreads({ count: threads }) }), threads };
}

/** With every dense product by `blas`. */
export async function openBlasTrainer(options: TrainerOptions, blas: Blas, threads: number): Promise<OpenedTrainer> {
  const host = nodeThreads({ count: threads });
  return { trainer: await createTrainer({ ...options, backend: "blas", blas, threads: host }), threads };
}

export interface EpochPlan {
  readonly batchSize: number;
  /** epochs in one run: short ones are timed together */
  readonly epochsPerRun: number;
  /** units in one epoch: the time of a run is divided by those it has */
  readonly unitsPerEpoch: number;
}

/** Epochs over a data set, one after the other. */
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

/**
 * Predictions for a whole data set. `calls` is how many calls of the case's size one run is worth, as it has fewer rows
 * or more.
 */
export function predictSubject(
  { trainer, threads }: OpenedTrainer,
  { x }: Dataset,
  calls: number,
  now: () => number,
): Subject {
  return {
    threads,
    async run() {
      const beginMs = now();
      const predictions = await trainer.predict(x);
      const seconds = (now() - beginMs) / 1000;
      if (!(predictions[0]! >= 0)) throw new Error(`Cannot time predictions: the first is ${predictions[0]}`);
      return seconds / calls;
    },
    async dispose() {
      trainer.dispose();
    },
  };
}
