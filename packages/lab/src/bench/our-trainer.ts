/** A trainer of this library on so many threads, or with a native BLAS: the one place that knows how that is asked for. */
import { createTrainer, SpecError, type Trainer, type TrainerOptions } from "minibatch";
import type { Blas } from "../blas/blas.ts";

export interface OpenedTrainer {
  readonly trainer: Trainer;
  /** it really uses */
  readonly threads: number;
}

/** The library's door for Node; a name in a variable, for a library without threads has no such door. */
const NODE_DOOR: string = "minibatch/node";

type NodeThreads = (options: { readonly count: number }) => unknown;

/** On `threads` threads; on one where the library has no more. */
export async function openTrainer(options: TrainerOptions, threads: number): Promise<OpenedTrainer> {
  const nodeThreads = threads > 1 ? await findNodeThreads() : null;
  if (nodeThreads === null) return { trainer: await createTrainer(options), threads: 1 };
  const threaded = { ...options, threads: nodeThreads({ count: threads }) };
  return { trainer: await createTrainer(threaded), threads };
}

async function findNodeThreads(): Promise<NodeThreads | null> {
  try {
    const door = (await import(/* @vite-ignore */ NODE_DOOR)) as { readonly nodeThreads?: NodeThreads };
    return door.nodeThreads ?? null;
  } catch {
    return null;
  }
}

/** With products by `blas`; null where the library takes none. */
export async function openBlasTrainer(
  options: TrainerOptions,
  blas: Blas,
  threads: number,
): Promise<OpenedTrainer | null> {
  blas.setThreads(threads);
  try {
    const withBlas = { ...options, backend: "blas", blas } as unknown as TrainerOptions;
    return { trainer: await createTrainer(withBlas), threads };
  } catch (error) {
    if (error instanceof SpecError) return null;
    throw error;
  }
}
