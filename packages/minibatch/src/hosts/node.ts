/** Threads in Node, Deno and Bun: `node:worker_threads`. The one file of the library that names a module of Node. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { SpecError } from "../errors.ts";
import type { Thread, ThreadHost, ThreadOrder } from "../kernels/thread-host.ts";
import { checkThreadCount, SERVE } from "./serve.ts";

/** What `nodeThreads` takes. */
export interface NodeThreadsOptions {
  /** how many threads may work on one model, the caller's own included; default: as many as the machine has cores */
  readonly count?: number;
}

/** What a worker runs: a program of its own, so that bundlers have no file to lose. */
const PROGRAM = `
const { parentPort, workerData } = require("node:worker_threads");
${SERVE}
serve(workerData, () => parentPort.postMessage("ready"));
`;

/**
 * Threads for `createTrainer({ threads: nodeThreads() })`. Results do not depend on how many there are; small networks stay
 * on one. They end with the trainer's `dispose` and do not keep the process alive.
 *
 * @throws SpecError for a count that is no whole number from 1 to 255
 */
export function nodeThreads(options: NodeThreadsOptions = {}): ThreadHost {
  const count = options.count ?? Math.min(255, availableParallelism());
  const fault = checkThreadCount(count);
  if (fault !== null) throw new SpecError("nodeThreads.count", fault);
  return { count, maySleep: true, now: () => performance.now(), start };
}

async function start(order: ThreadOrder): Promise<Thread | null> {
  try {
    return await begin(new Worker(PROGRAM, { eval: true, workerData: order, name: "minibatch" }));
  } catch {
    // Node's permission model, unless it allows workers
    return null;
  }
}

/** While it starts it keeps the process alive, for it is waited for; afterwards it does not. */
function begin(worker: Worker): Promise<Thread | null> {
  return new Promise((resolve) => {
    worker.once("message", () => {
      worker.unref();
      resolve({ terminate: () => void worker.terminate() });
    });
    worker.once("error", () => resolve(null));
    worker.once("exit", () => resolve(null));
  });
}
