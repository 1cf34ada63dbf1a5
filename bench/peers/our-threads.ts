/** A trainer on so many threads, or with the products of the system's BLAS. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Trainer, TrainerOptions } from "minibatch";
// the lab's own source: it finds the library and calls it
import { loadBlas } from "../../packages/lab/src/blas/load-blas.ts";

export interface Opened {
  readonly trainer: Trainer;
  /** e.g. "wasm-relaxed, 256 bits, 2 threads" */
  readonly engine: string;
  readonly vectorBits: 128 | 256;
  readonly threads: number;
}

export interface Doors {
  readonly createTrainer: typeof import("minibatch").createTrainer;
  readonly loadBackend: typeof import("minibatch").loadBackend;
  readonly nodeThreads: typeof import("minibatch/node").nodeThreads;
  /** earlier builds have none */
  readonly wideVectors?: typeof import("minibatch/node").wideVectors;
}

/** Where the verdict on wide vectors is kept from one process to the next. */
const KEPT = join(tmpdir(), "minibatch-bench");

/** Of the build in this repository, or of a package folder that holds another one: then none of ours is loaded. */
export async function openDoors(library?: string): Promise<Doors> {
  const [door, hosts] =
    library === undefined
      ? ["minibatch", "minibatch/node"]
      : ["index.js", "hosts/node.js"].map((file) => pathToFileURL(join(library, "dist", file)).href);
  return { ...(await import(door!)), ...(await import(hosts!)) } as Doors;
}

/** As the command does it: unless MINIBATCH_WIDE is off, or the build has none. Before anything is compiled. */
export async function widenVectors(wideVectors: Doors["wideVectors"]): Promise<128 | 256> {
  const isAsked = process.env.MINIBATCH_WIDE !== "off" && wideVectors !== undefined;
  return isAsked && (await wideVectors({ folder: KEPT })).isWide ? 256 : 128;
}

/** On up to `count` threads, and on wide vectors as the command does it: unless MINIBATCH_WIDE is off. */
export async function openOnThreads(options: TrainerOptions, count: number, library?: string): Promise<Opened> {
  const { createTrainer, nodeThreads, wideVectors } = await openDoors(library);
  const vectorBits = await widenVectors(wideVectors);
  const threads = count > 1 ? { threads: nodeThreads({ count }) } : {};
  const trainer = await createTrainer({ ...options, ...threads });
  const engine = `${trainer.backendName}, ${vectorBits} bits, ${count} thread${count === 1 ? "" : "s"}`;
  return { trainer, threads: count, engine, vectorBits };
}

/** Throws an Error that says what is not here. */
export async function openWithBlas(options: TrainerOptions, count: number, library?: string): Promise<Opened> {
  const blas = await loadBlas();
  if (blas === null) throw new Error("there is no OpenBLAS, or no koffi to call it with");
  const { createTrainer, nodeThreads } = await openDoors(library);
  const trainer = await createTrainer({ ...options, threads: nodeThreads({ count }), backend: "blas", blas });
  const engine = `${trainer.backendName}, ${blas.name}, ${count} threads`;
  return { trainer, threads: count, engine, vectorBits: 128 };
}
