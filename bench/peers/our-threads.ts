/** A trainer on so many threads, or with the products of the system's BLAS. */
import { createTrainer, type Trainer, type TrainerOptions } from "minibatch";
import { nodeThreads } from "minibatch/node";
// the lab's own source: it finds the library and calls it
import { loadBlas } from "../../packages/lab/src/blas/load-blas.ts";

export interface Opened {
  readonly trainer: Trainer;
  /** e.g. "wasm-relaxed, 2 threads" */
  readonly engine: string;
  readonly threads: number;
}

/** On up to `count` threads. */
export async function openOnThreads(options: TrainerOptions, count: number): Promise<Opened> {
  const threads = count > 1 ? { threads: nodeThreads({ count }) } : {};
  const trainer = await createTrainer({ ...options, ...threads });
  return { trainer, threads: count, engine: `${trainer.backendName}, ${count} thread${count === 1 ? "" : "s"}` };
}

/** Throws an Error that says what is not here. */
export async function openWithBlas(options: TrainerOptions, count: number): Promise<Opened> {
  const blas = await loadBlas();
  if (blas === null) throw new Error("there is no OpenBLAS, or no koffi to call it with");
  const trainer = await createTrainer({ ...options, threads: nodeThreads({ count }), backend: "blas", blas });
  return { trainer, threads: count, engine: `${trainer.backendName}, ${blas.name}, ${count} threads` };
}
