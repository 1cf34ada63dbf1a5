/** The worker of `trainInWorker`: it takes one order, trains, answers, and is ended by its page. */
import "../every-kind.ts";
import { createTrainer, restoreTrainer, type TrainerOptions } from "../train/create-trainer.ts";
import { webThreads } from "./web-threads.ts";
import { packError, type WorkerAnswer, type WorkerOrder } from "./worker-messages.ts";

interface Scope {
  onmessage: ((event: { readonly data: WorkerOrder }) => void) | null;
  postMessage(answer: WorkerAnswer, transfer?: readonly object[]): void;
}

const scope = globalThis as unknown as Scope;

async function train({ trainer: options, checkpoint, data, fit, threads: count }: WorkerOrder): Promise<void> {
  const threads = webThreads(count === null ? {} : { count });
  using trainer =
    checkpoint === null
      ? await createTrainer({ ...(options as TrainerOptions), threads })
      : await restoreTrainer(checkpoint, { ...options, threads });
  for await (const report of trainer.epochs(data, fit)) scope.postMessage({ kind: "epoch", report });
  const weights = trainer.weights();
  const bytes = trainer.checkpoint();
  const buffers = [bytes.buffer, ...weights.map(({ values }) => values.buffer)];
  scope.postMessage({ kind: "done", weights, checkpoint: bytes }, buffers);
}

scope.onmessage = ({ data }) => {
  train(data).catch((error: unknown) => scope.postMessage({ kind: "error", error: packError(error) }));
};
