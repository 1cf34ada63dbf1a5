/** Threads in Node: `node:worker_threads`. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Thread, ThreadHost, ThreadOrder } from "../plan/thread-host.ts";
import { checkOptions, type OptionTable } from "../spec/check-options.ts";
import { countField, MOST_THREADS, SERVE } from "./serve.ts";

/** What `nodeThreads` takes. */
export interface NodeThreadsOptions {
  /** how many threads may work on one model, the caller's own included; default: as many as the machine has cores */
  readonly count?: number;
}

const table: OptionTable<NodeThreadsOptions> = { call: "nodeThreads", required: [], fields: { count: countField } };

/** What a worker runs, as text: bundlers then have no file to lose. */
const PROGRAM = `
const { parentPort, workerData } = require("node:worker_threads");
${SERVE}
serve(workerData, () => parentPort.postMessage("ready"));
`;

/**
 * Threads for `createTrainer({ threads: nodeThreads() })`. Results do not depend on how many there are; small networks
 * stay on one. They end with the trainer's `dispose` and do not keep the process alive.
 *
 * @throws SpecError for an option it does not know, or a count that is no whole number from 1 to 255
 */
export function nodeThreads(options: NodeThreadsOptions = {}): ThreadHost {
  checkOptions(table, options, "nodeThreads");
  const count = options.count ?? Math.min(MOST_THREADS, availableParallelism());
  return { count, maySleep: true, now: () => performance.now(), start };
}

async function start(order: ThreadOrder): Promise<Thread | null> {
  try {
    // not the caller's flags: with --input-type=module, say, it would be another program
    return await begin(new Worker(PROGRAM, { eval: true, execArgv: [], workerData: order, name: "minibatch" }));
  } catch {
    // Node's permission model, unless it allows workers
    return null;
  }
}

/** It keeps the process alive only while it starts, because its start is awaited. */
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
