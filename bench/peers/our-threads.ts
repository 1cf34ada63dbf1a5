/** A trainer on so many threads, or with the products of the system's BLAS. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Trainer, TrainerOptions } from "minibatch";
// the lab's own source: it finds the library and calls it
import { loadBlas } from "../../packages/lab/src/blas/load-blas.ts";

export interface Opened {
  readonly trainer: Trainer;
  /** e.g. "wasm-relaxed, 2 threads" */
  readonly engine: string;
  readonly threads: number;
}

export interface Doors {
  readonly createTrainer: typeof import("minibatch").createTrainer;
  readonly nodeThreads: typeof import("minibatch/node").nodeThreads;
}

/** Of the build in this repository, or of a package folder that holds another one: then none of ours is loaded. */
export async function openDoors(library?: string): Promise<Doors> {
  const [door, hosts] =
    library === undefined
      ? ["minibatch", "minibatch/node"]
      : ["index.js", "hosts/node.js"].map((file) => pathToFileURL(join(library, "dist", file)).href);
  return { ...(await import(door!)), ...(await import(hosts!)) } as Doors;
}

/** On up to `count` threads. */
export async function openOnThreads(options: TrainerOptions, count: number, library?: string): Promise<Opened> {
  const { createTrainer, nodeThreads } = await openDoors(library);
  const threads = count > 1 ? { threads: nodeThreads({ count }) } : {};
  const trainer = await createTrainer({ ...options, ...threads });
  return { trainer, threads: count, engine: `${trainer.backendName}, ${count} thread${count === 1 ? "" : "s"}` };
}

/** Throws an Error that says what is not here. */
export async function openWithBlas(options: TrainerOptions, count: number, library?: string): Promise<Opened> {
  const blas = await loadBlas();
  if (blas === null) throw new Error("there is no OpenBLAS, or no koffi to call it with");
  const { createTrainer, nodeThreads } = await openDoors(library);
  const trainer = await createTrainer({ ...options, threads: nodeThreads({ count }), backend: "blas", blas });
  return { trainer, threads: count, engine: `${trainer.backendName}, ${blas.name}, ${count} threads` };
}
