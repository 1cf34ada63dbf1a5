/** A trainer of this library on so many threads, or with a native BLAS. */
import { type Blas, createTrainer, type Trainer, type TrainerOptions } from "minibatch";
import { nodeThreads } from "minibatch/node";

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
