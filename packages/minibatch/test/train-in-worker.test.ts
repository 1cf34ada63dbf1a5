/** `trainInWorker` and its worker, in threads of Node; in a browser's own workers: worker.browser.slow.test.ts. */
import { Worker as NodeWorker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { trainInWorker } from "../src/hosts/train-in-worker.ts";
import { createTrainer, DataError, DivergedError, type EpochReport, FormatError, SpecError } from "../src/index.ts";
import { drawBlobs } from "./toy-data.ts";

const data = drawBlobs(60, 6, 3, 1);
const recipe = {
  model: {
    inputs: 6,
    layers: [
      { kind: "dense", units: 5, activation: "tanh" },
      { kind: "dense", units: 3 },
    ],
    loss: "softmax-cross-entropy",
  },
  optimizer: { kind: "adam", learningRate: 0.01 },
  seed: 5,
} as const;
const fit = { epochs: 3, batchSize: 16, validation: data };

/** Workers that a page has made, and what became of them. */
let made: PageWorker[] = [];
/** what a worker does with an order in place of training */
let answerInstead: ((worker: PageWorker) => void) | null = null;

class PageWorker {
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  onerror: ((event: { readonly message?: string; preventDefault?(): void }) => void) | null = null;
  isTerminated = false;
  readonly name: string;
  readonly #thread: NodeWorker;

  constructor(_url: string, { name }: { readonly name: string }) {
    this.name = name;
    this.#thread = new NodeWorker(new URL("./worker-scope.ts", import.meta.url));
    this.#thread.on("message", (data: unknown) => this.onmessage?.({ data }));
    this.#thread.on("error", (error) => this.onerror?.({ message: (error as Error).message }));
    made.push(this);
  }

  postMessage(order: unknown): void {
    if (answerInstead === null) this.#thread.postMessage(order);
    else queueMicrotask(() => answerInstead?.(this));
  }

  terminate(): void {
    this.isTerminated = true;
    void this.#thread.terminate();
  }
}

beforeEach(() => {
  made = [];
  answerInstead = null;
  vi.stubGlobal("Worker", PageWorker);
  // the build puts the worker's program there
  vi.doMock("../src/hosts/worker-program.ts", () => ({ WORKER_PROGRAM: "built" }));
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.doUnmock("../src/hosts/worker-program.ts");
  expect(made.filter((worker) => !worker.isTerminated)).toEqual([]);
});

test("trains as on the page: reports, weights and a checkpoint to go on from, to the same bits", async () => {
  using trainer = await createTrainer(recipe);
  const expected = await trainer.fit(data, fit);
  const told: EpochReport[] = [];
  const first = await trainInWorker(recipe, data, { ...fit, onEpoch: (report) => void told.push(report) });
  expect(first.reports).toEqual(expected);
  expect(told).toEqual(expected);
  expect(first.weights).toEqual(trainer.weights());
  expect(first.checkpoint).toEqual(trainer.checkpoint());
  const more = await trainer.fit(data, { ...fit, epochs: 5 });
  const second = await trainInWorker({ checkpoint: first.checkpoint, threads: 2 }, data, { ...fit, epochs: 5 });
  expect(second.reports).toEqual(more);
  expect(second.weights).toEqual(trainer.weights());
  expect(made.map(({ name }) => name)).toEqual(["minibatch", "minibatch"]);
});

test("a strict checkpoint goes on in fast numerics when that is asked for", async () => {
  const { checkpoint } = await trainInWorker({ ...recipe, numerics: "strict" }, data, { ...fit, epochs: 1 });
  using trainer = await createTrainer({ ...recipe, numerics: "strict" });
  await trainer.fit(data, { ...fit, epochs: 2 });
  const strict = await trainInWorker({ checkpoint }, data, { ...fit, epochs: 2 });
  expect(strict.weights).toEqual(trainer.weights());
  const fast = await trainInWorker({ checkpoint, numerics: "fast" }, data, { ...fit, epochs: 2 });
  expect(fast.weights).not.toEqual(trainer.weights());
});

describe("what is thrown there is thrown here, of the same class", () => {
  const tooWide = drawBlobs(60, 7, 3, 1);
  test.each<[string, () => Promise<unknown>, new (...parts: never) => Error, object]>([
    [
      "a model",
      () => trainInWorker({ ...recipe, model: { ...recipe.model, inputs: 0 } }, data, fit),
      SpecError,
      { path: "inputs" },
    ],
    ["a fit", () => trainInWorker(recipe, data, { ...fit, batchSize: 61 }), SpecError, { path: "batchSize" }],
    ["data", () => trainInWorker(recipe, tooWide, fit), DataError, {}],
    ["a checkpoint", () => trainInWorker({ checkpoint: new Uint8Array(10) }, data, fit), FormatError, {}],
    [
      "a rate",
      () => trainInWorker({ ...recipe, optimizer: { kind: "sgd", learningRate: 1e38 } }, data, { ...fit, epochs: 50 }),
      DivergedError,
      { name: "DivergedError", step: expect.any(Number) },
    ],
  ])("%s", async (_, train, kind, fields) => {
    const error = await train().then(
      () => null,
      (reason: unknown) => reason as Error,
    );
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject(fields);
  });
});

describe("a signal", () => {
  test("that is aborted already: no worker is made", async () => {
    const reason = new Error("never mind");
    await expect(trainInWorker(recipe, data, { ...fit, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(made).toEqual([]);
  });

  test("that is aborted meanwhile ends it at once, and is not listened to any longer", async () => {
    const abort = new AbortController();
    const reason = new Error("enough");
    const removed = vi.spyOn(abort.signal, "removeEventListener");
    const training = trainInWorker(recipe, data, {
      ...fit,
      epochs: 1_000_000,
      signal: abort.signal,
      onEpoch: ({ epoch }) => {
        if (epoch === 2) abort.abort(reason);
      },
    });
    await expect(training).rejects.toBe(reason);
    expect(removed).toHaveBeenCalledOnce();
  });
});

test("what onEpoch throws ends it", async () => {
  const reason = new Error("no more");
  const onEpoch = (): void => {
    throw reason;
  };
  await expect(trainInWorker(recipe, data, { ...fit, onEpoch })).rejects.toBe(reason);
});

describe("a worker that cannot train", () => {
  const refusal = (reason: string): string =>
    `Cannot train in a worker: ${reason}; train on the page instead: trainer.fit(data, { epochs, pause })`;
  const policy = "the page's policy may forbid workers from blobs (worker-src blob:)";

  test.each<[string, (worker: PageWorker) => void, string]>([
    ["dies with a word", (worker) => worker.onerror?.({ message: "out of memory" }), "out of memory"],
    ["dies without one", (worker) => worker.onerror?.({}), policy],
    ["answers what cannot be read", (worker) => worker.onmessageerror?.(), "its answer cannot be read"],
  ])("%s", async (_, answer, reason) => {
    answerInstead = answer;
    await expect(trainInWorker(recipe, data, fit)).rejects.toThrow(refusal(reason));
  });

  test("its error is not the page's", async () => {
    const preventDefault = vi.fn();
    answerInstead = (worker) => worker.onerror?.({ message: "?", preventDefault });
    await expect(trainInWorker(recipe, data, fit)).rejects.toThrow(refusal("?"));
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  test("cannot be made, nor be told where it would lie", async () => {
    const revoke = vi.spyOn(URL, "revokeObjectURL");
    vi.stubGlobal(
      "Worker",
      class {
        constructor() {
          throw new Error("forbidden");
        }
      },
    );
    await expect(trainInWorker(recipe, data, fit)).rejects.toThrow(refusal("forbidden"));
    expect(revoke).toHaveBeenCalledOnce();
    revoke.mockRestore();
  });

  test("has no program where the library is not built", async () => {
    vi.doUnmock("../src/hosts/worker-program.ts");
    await expect(trainInWorker(recipe, data, fit)).rejects.toThrow(refusal("the library is not built"));
  });

  test("cannot be sent what is no plain data", async () => {
    const functions = { ...data, y: { ...data.y, draw: () => 1 } } as never;
    await expect(trainInWorker(recipe, functions, fit)).rejects.toThrow(
      /^Cannot train in a worker: .*could not be cloned.*; give plain data, no functions$/,
    );
  });
});
