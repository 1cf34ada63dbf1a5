/** What `threads.browser.test.ts` runs in pages, in their workers, and for comparison in Node. */
import { createTrainer, type Dataset, type TrainerOptions } from "minibatch";
import { type WebThreadsOptions, webThreads } from "minibatch/web";
import { eagerly } from "./eager-threads.ts";
import { drawBlobs, drawSparse } from "./toy-data.ts";

type Host = NonNullable<TrainerOptions["threads"]>;

/**
 * Rows that stay dense, and rows of which the kernels keep the non-zero entries, or gather them where memory cannot
 * grow.
 */
const datasets: readonly Dataset[] = [drawBlobs(130, 33, 3, 1), drawSparse(130, 33, 3, 0.15, 2)];

function createSmall(threads?: Host): ReturnType<typeof createTrainer> {
  return createTrainer({
    model: {
      inputs: 33,
      layers: [
        { kind: "dense", units: 23, activation: "relu" },
        { kind: "dense", units: 17, activation: "tanh" },
        { kind: "dense", units: 3 },
      ],
      loss: "softmax-cross-entropy",
    },
    optimizer: { kind: "sgd", learningRate: 0.1, momentum: 0.9 },
    seed: 3,
    numerics: "strict",
    ...(threads && { threads }),
  });
}

/** Final weights, figures and predictions on each data set, as bytes: the same on any number of threads anywhere. */
export async function trainBoth(threads?: Host): Promise<Uint8Array> {
  const numbers: number[] = [];
  for (const data of datasets) {
    const trainer = await createSmall(threads);
    const reports = await trainer.fit(data, { epochs: 4, batchSize: 32, validation: data });
    for (const { batchLoss, validation } of reports) numbers.push(batchLoss, validation?.loss ?? 0);
    for (const { values } of trainer.weights()) numbers.push(...values);
    numbers.push(...(await trainer.predict(data.x)));
    trainer.dispose();
  }
  return new Uint8Array(Float64Array.from(numbers).buffer);
}

export interface Trained {
  readonly bytes: readonly number[];
  /** threads that may work on one model, the caller's included, and how many others came in all trainings */
  readonly count: number;
  readonly started: number;
  readonly maySleep: boolean;
  readonly isIsolated: boolean;
  readonly hasSharedMemory: boolean;
}

/** `trainBoth` on threads of the page or worker that calls it, and what that is like. */
export async function trainOnThreads(options?: WebThreadsOptions): Promise<Trained> {
  const threads = eagerly(webThreads(options));
  const bytes = [...(await trainBoth(threads))];
  const { crossOriginIsolated } = globalThis as unknown as { readonly crossOriginIsolated: boolean };
  return {
    bytes,
    count: threads.count,
    started: threads.started(),
    maySleep: threads.maySleep,
    isIsolated: crossOriginIsolated,
    hasSharedMemory: typeof SharedArrayBuffer !== "undefined",
  };
}

/** Trains so many models one after the other, each disposed of while its threads wait; returns how many came in all. */
export async function trainAndDispose(trainers: number): Promise<number> {
  const threads = eagerly(webThreads({ count: 3 }));
  for (let i = 0; i < trainers; i++) {
    const trainer = await createSmall(threads);
    await trainer.fit(datasets[0], { epochs: 2, batchSize: 32 });
    trainer.dispose();
  }
  return threads.started();
}

/**
 * Disposes of a trainer while its threads are on their way; returns how the training ended, and how many threads came.
 */
export async function disposeWhileTheyCome(): Promise<{ readonly outcome: string; readonly started: number }> {
  const threads = eagerly(webThreads({ count: 3 }));
  let called = (): void => {};
  const isCalled = new Promise<void>((resolve) => {
    called = resolve;
  });
  const start: Host["start"] = (order) => {
    called();
    return threads.start(order);
  };
  const trainer = await createSmall({ ...threads, start });
  const outcome = trainer.fit(datasets[0], { epochs: 4, batchSize: 32 }).then(
    () => "trained",
    (error: Error) => error.message,
  );
  await isCalled;
  trainer.dispose();
  return { outcome: await outcome, started: threads.started() };
}
