/** A whole training in a worker, off the page's main thread. */
import type { Dataset } from "../data/dataset.ts";
import { SpecError } from "../errors.ts";
import { callable, checkedElsewhere, checkOptions, type OptionTable, objectWith } from "../spec/check-options.ts";
import type { RestoreOptions, TrainerOptions } from "../train/create-trainer.ts";
import type { EpochReport, FitOptions } from "../train/fit-options.ts";
import type { NamedTensor } from "../train/weights.ts";
import { countField } from "./serve.ts";
import { unpackError, type WorkerAnswer, type WorkerOrder } from "./worker-messages.ts";

/** Which trainer: what `createTrainer` takes, or a checkpoint to go on from. */
export type WorkerTrainerOptions = (
  | Pick<TrainerOptions, "model" | "optimizer" | "seed" | "numerics" | "precision" | "capacity" | "start">
  | ({ readonly checkpoint: Uint8Array } & Pick<RestoreOptions, "numerics">)
) & {
  /** how many threads may work on it; default all cores. One where the page is not cross-origin isolated */
  readonly threads?: number;
};

type AnyTrainerOptions = Partial<
  Pick<TrainerOptions, "model" | "optimizer" | "seed" | "numerics" | "precision" | "capacity" | "start">
> & { readonly checkpoint?: Uint8Array; readonly threads?: number };

/** What `fit` takes, except what must be called between two steps. */
export interface WorkerFitOptions extends Omit<FitOptions, "onEpoch" | "onStep" | "signal" | "pause"> {
  /** called on the page, after each epoch */
  onEpoch?(report: EpochReport): void;
  /** ends the training at once, wherever it is */
  readonly signal?: WorkerSignal;
}

/** An AbortSignal. */
interface WorkerSignal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** The result of the training. */
export interface TrainedInWorker {
  /** one per epoch */
  readonly reports: readonly EpochReport[];
  /** as `trainer.weights()` */
  readonly weights: readonly NamedTensor[];
  /** as `trainer.checkpoint()`: `restoreTrainer` predicts with it, `trainInWorker` goes on from it */
  readonly checkpoint: Uint8Array<ArrayBuffer>;
}

const trainerTable: OptionTable<AnyTrainerOptions> = {
  call: "trainInWorker",
  required: [],
  fields: {
    model: checkedElsewhere,
    optimizer: checkedElsewhere,
    seed: checkedElsewhere,
    numerics: checkedElsewhere,
    precision: checkedElsewhere,
    capacity: checkedElsewhere,
    start: checkedElsewhere,
    checkpoint: checkedElsewhere,
    threads: countField,
  },
};

const fitTable: OptionTable<WorkerFitOptions> = {
  call: "trainInWorker",
  required: ["epochs"],
  fields: {
    epochs: checkedElsewhere,
    batchSize: checkedElsewhere,
    shuffle: checkedElsewhere,
    classWeights: checkedElsewhere,
    validation: checkedElsewhere,
    evaluateTrain: checkedElsewhere,
    augment: checkedElsewhere,
    earlyStopping: checkedElsewhere,
    doctor: checkedElsewhere,
    earlier: checkedElsewhere,
    onEpoch: callable,
    signal: objectWith("an AbortSignal", ["addEventListener", "removeEventListener"]),
  },
};

/** The few names of the web we use; the library compiles without the DOM's types. */
interface Web {
  readonly URL: { createObjectURL(blob: unknown): string; revokeObjectURL(url: string): void };
  readonly Blob: new (parts: readonly string[], options: { type: string }) => unknown;
  readonly Worker?: new (url: string, options: { name: string }) => WebWorker;
}

interface WebWorker {
  postMessage(order: WorkerOrder): void;
  terminate(): void;
  onmessage: ((event: { readonly data: WorkerAnswer }) => void) | null;
  onmessageerror: (() => void) | null;
  onerror: ((event: { readonly message?: string; preventDefault?(): void }) => void) | null;
}

/**
 * Trains in a worker of its own, to the same bits as `createTrainer` and `fit`; the page stays free. Data are copied to
 * it, typed arrays on shared memory are not. The worker ends with the training, however that ends. It is made from a
 * blob: a Content-Security-Policy needs `worker-src blob:` and `'wasm-unsafe-eval'`.
 *
 * @throws what `createTrainer`, `restoreTrainer` and `fit` throw, of the same classes; the signal's reason when
 *   aborted, what `onEpoch` throws, and Error where there are no workers or a policy forbids them.
 */
export async function trainInWorker(
  trainer: WorkerTrainerOptions,
  data: Dataset,
  fit: WorkerFitOptions,
): Promise<TrainedInWorker> {
  checkOptions(trainerTable, trainer);
  checkOptions(fitTable, fit);
  const { onEpoch, signal, ...plain } = fit;
  const {
    threads = null,
    checkpoint = null,
    ...options
  } = trainer as WorkerTrainerOptions & {
    readonly checkpoint?: Uint8Array;
  };
  const order: WorkerOrder = { trainer: options, checkpoint, data, fit: plain, threads };
  if (signal?.aborted === true) throw signal.reason;
  const worker = await startWorker();
  const reports: EpochReport[] = [];
  let abort = (): void => {};
  try {
    return await new Promise<TrainedInWorker>((resolve, reject) => {
      abort = () => reject(signal?.reason);
      if (signal?.aborted === true) abort();
      signal?.addEventListener("abort", abort);
      worker.onmessage = ({ data: answer }) => {
        if (answer.kind === "error") reject(unpackError(answer.error));
        else if (answer.kind === "done") resolve({ reports, weights: answer.weights, checkpoint: answer.checkpoint });
        else {
          reports.push(answer.report);
          try {
            onEpoch?.(answer.report);
          } catch (error) {
            reject(error);
          }
        }
      };
      worker.onerror = (event) => {
        event.preventDefault?.();
        reject(workerError(event.message || "the page's policy may forbid workers from blobs (worker-src blob:)"));
      };
      worker.onmessageerror = () => reject(workerError("its answer cannot be read"));
      send(worker, order);
    });
  } finally {
    signal?.removeEventListener("abort", abort);
    worker.terminate();
  }
}

async function startWorker(): Promise<WebWorker> {
  const { URL, Blob, Worker } = globalThis as unknown as Web;
  if (Worker === undefined) throw workerError("there are no workers here");
  const { WORKER_PROGRAM } = await import("./worker-program.ts");
  if (WORKER_PROGRAM === "") throw workerError("the library is not built");
  const url = URL.createObjectURL(new Blob([WORKER_PROGRAM], { type: "text/javascript" }));
  try {
    return new Worker(url, { name: "minibatch" });
  } catch (error) {
    throw workerError((error as Error).message);
  } finally {
    URL.revokeObjectURL(url);
  }
}

function send(worker: WebWorker, order: WorkerOrder): void {
  try {
    worker.postMessage(order);
  } catch (error) {
    throw new SpecError("", `Cannot train in a worker: ${(error as Error).message}; give plain data, no functions`);
  }
}

function workerError(reason: string): Error {
  return new Error(
    `Cannot train in a worker: ${reason}; train on the page instead: trainer.fit(data, { epochs, pause })`,
  );
}
