/** Threads in a page: its workers. */
import type { Thread, ThreadHost, ThreadOrder } from "../plan/thread-host.ts";
import { checkOptions, type OptionTable } from "../spec/check-options.ts";
import { countField, MOST_THREADS, SERVE } from "./serve.ts";

/** What `webThreads` takes. */
export interface WebThreadsOptions {
  /** how many threads may work on one model, the caller's own included; default: as many as the machine has cores */
  readonly count?: number;
}

const table: OptionTable<WebThreadsOptions> = { call: "webThreads", required: [], fields: { count: countField } };

const PROGRAM = `
${SERVE}
onmessage = ({ data }) => {
  serve(data, () => postMessage("ready"));
  close(); // a worker with nothing to do stays otherwise, as long as its page does
};
`;

/** The few names of the web we use; the library compiles without the DOM's types. */
interface Web {
  readonly crossOriginIsolated?: boolean;
  readonly navigator?: { readonly hardwareConcurrency?: number };
  readonly document?: unknown;
  readonly performance: { now(): number };
  readonly URL: { createObjectURL(blob: unknown): string; revokeObjectURL(url: string): void };
  readonly Blob: new (parts: readonly string[], options: { type: string }) => unknown;
  readonly Worker?: new (url: string, options: { name: string }) => WebWorker;
}

interface WebWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: (() => void) | null;
  onmessageerror: (() => void) | null;
  onerror: ((event: { preventDefault?(): void }) => void) | null;
}

/**
 * Threads for `createTrainer({ threads: webThreads() })`. Shared memory needs a page that is cross-origin isolated (the
 * headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp); on any other, or
 * where a policy forbids workers from blobs, training goes on on one thread, with the same results.
 *
 * @throws SpecError for an option it does not know, or a count that is no whole number from 1 to 255
 */
export function webThreads(options: WebThreadsOptions = {}): ThreadHost {
  const web = globalThis as unknown as Web;
  const cores = Math.min(MOST_THREADS, web.navigator?.hardwareConcurrency ?? 1);
  checkOptions(table, options, "webThreads");
  const canShare = web.crossOriginIsolated === true && web.Worker !== undefined;
  return {
    count: canShare ? (options.count ?? cores) : 1,
    // a page's main thread may not wait; a worker of it may
    maySleep: web.document === undefined,
    now: () => web.performance.now(),
    start: (order) => start(web, order),
  };
}

async function start({ URL, Blob, Worker }: Web, order: ThreadOrder): Promise<Thread | null> {
  if (Worker === undefined) return null;
  const url = URL.createObjectURL(new Blob([PROGRAM], { type: "text/javascript" }));
  try {
    return await begin(new Worker(url, { name: "minibatch" }), order);
  } catch {
    // a policy against workers from blobs: some browsers throw, others report an error of the worker
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function begin(worker: WebWorker, order: ThreadOrder): Promise<Thread | null> {
  return new Promise((resolve) => {
    worker.onmessage = () => resolve({ terminate: () => worker.terminate() });
    const giveUp = (): void => {
      worker.terminate();
      resolve(null);
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      giveUp();
    };
    worker.onmessageerror = giveUp;
    try {
      worker.postMessage(order);
    } catch {
      giveUp();
    }
  });
}
