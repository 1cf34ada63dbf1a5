/** A trainer on so many threads, or with the products of the system's BLAS. */
import { createTrainer, type Trainer, type TrainerOptions } from "minibatch";

/** Names in variables: an older minibatch has no such doors, and then says so when it is run. */
const NODE_DOOR: string = "minibatch/node";
/** the lab's own source: it finds the library and calls it */
const BLAS_DOOR: string = "../../packages/lab/src/blas/load-blas.ts";

interface NodeDoor {
  nodeThreads(options: { readonly count: number }): unknown;
}

interface Blas {
  readonly name: string;
  setThreads(count: number): void;
}

interface BlasDoor {
  loadBlas(): Promise<Blas | null>;
}

export interface Opened {
  readonly trainer: Trainer;
  /** e.g. "wasm-relaxed, 2 threads" */
  readonly engine: string;
  readonly threads: number;
}

/** On one thread where minibatch has no more, and the name says so. */
export async function openOnThreads(options: TrainerOptions, count: number): Promise<Opened> {
  const door = count > 1 ? await findNodeDoor() : null;
  const threads = door === null ? {} : { threads: door.nodeThreads({ count }) };
  const trainer = await createTrainer({ ...options, ...threads } as TrainerOptions);
  const used = door === null ? 1 : count;
  return { trainer, threads: used, engine: `${trainer.backendName}, ${used} thread${used === 1 ? "" : "s"}` };
}

async function findNodeDoor(): Promise<NodeDoor | null> {
  try {
    return (await import(NODE_DOOR)) as NodeDoor;
  } catch {
    return null;
  }
}

/** Throws an Error that says what is not here: the BLAS, or a minibatch that takes one. */
export async function openWithBlas(options: TrainerOptions, count: number): Promise<Opened> {
  const { loadBlas } = (await import(BLAS_DOOR)) as BlasDoor;
  const blas = await loadBlas();
  if (blas === null) throw new Error("there is no OpenBLAS, or no koffi to call it with");
  blas.setThreads(count);
  const door = await findNodeDoor();
  const threads = door === null || count === 1 ? {} : { threads: door.nodeThreads({ count }) };
  const trainer = await createTrainer({ ...options, ...threads, backend: "blas", blas } as unknown as TrainerOptions);
  return { trainer, threads: count, engine: `${trainer.backendName}, ${blas.name}, ${count} threads` };
}
