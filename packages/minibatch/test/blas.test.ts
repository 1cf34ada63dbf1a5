/**
 * Products of a BLAS: which go there, with what, and that trainings come out as without one. The BLAS is a plain one,
 * of three loops.
 */
import { describe, expect, test } from "vitest";
import { nodeThreads } from "../src/hosts/node.ts";
import {
  type Blas,
  createTrainer,
  type Dataset,
  type FitOptions,
  SpecError,
  type TrainerOptions,
} from "../src/index.ts";
import { goesToBlas } from "../src/plan/blas.ts";
import { expectClose } from "./expect-close.ts";
import { drawBlobs, drawSparse } from "./toy-data.ts";

/** `products`: what was asked for, but for the arrays; `threads`: how many it was told to use. */
class PlainBlas implements Blas {
  readonly name = "three loops";
  readonly products: unknown[][] = [];
  readonly threads: number[] = [];

  setThreads(count: number): void {
    this.threads.push(count);
  }

  sgemm(...[transposeA, transposeB, M, N, K, alpha, a, lda, b, ldb, beta, c, ldc]: Parameters<Blas["sgemm"]>): void {
    this.products.push([transposeA ? "T" : "N", transposeB ? "T" : "N", M, N, K, alpha, beta, lda, ldb, ldc]);
    for (let m = 0; m < M; m++) {
      for (let n = 0; n < N; n++) {
        let sum = 0;
        for (let k = 0; k < K; k++) {
          sum += a[transposeA ? k * lda + m : m * lda + k] * b[transposeB ? n * ldb + k : k * ldb + n];
        }
        const at = m * ldc + n;
        c[at] = alpha * sum + (beta === 0 ? 0 : beta * c[at]);
      }
    }
  }
}

const blobs = drawBlobs(30, 6, 3, 1);
const sparse = drawSparse(30, 20, 3, 0.2, 1);

const hidden = { kind: "dense", units: 5, activation: "tanh" } as const;
const relu = { kind: "dense", units: 4, activation: "relu", regularizer: { l2: 0.01 } } as const;
const last = { kind: "dense", units: 3 } as const;
const dropout = { kind: "dropout", rate: 0.3 } as const;
const modelOf = (inputs: number, ...layers: TrainerOptions["model"]["layers"]): TrainerOptions["model"] => ({
  inputs,
  layers,
  loss: "softmax-cross-entropy",
});

async function outcomeOf(options: TrainerOptions, data: Dataset, fit: FitOptions): Promise<Float32Array[]> {
  using trainer = await createTrainer({ seed: 3, ...options });
  const { loss } = (await trainer.fit(data, fit)).at(-1)?.validation ?? { loss: Number.NaN };
  const predictions = await trainer.predict(data.x);
  const weights = trainer.weights().map(({ values }) => Float32Array.from(values));
  return [...weights, Float32Array.from(predictions), Float32Array.of(loss)];
}

test.each<[string, TrainerOptions["model"], TrainerOptions["optimizer"], Dataset]>([
  [
    "plain descent, which the products make themselves",
    modelOf(6, hidden, last),
    { kind: "sgd", learningRate: 0.3 },
    blobs,
  ],
  [
    "at a rate that falls with each step",
    modelOf(6, hidden, last),
    { kind: "sgd", flavour: "keras2", learningRate: 0.3, decay: 0.1 },
    blobs,
  ],
  ["momentum", modelOf(6, hidden, last), { kind: "sgd", learningRate: 0.1, momentum: 0.9 }, blobs],
  ["Adam, ReLU and a penalty", modelOf(6, relu, hidden, last), { kind: "adam", learningRate: 0.02 }, blobs],
  ["dropout in front and between", modelOf(6, dropout, relu, dropout, last), { kind: "sgd", learningRate: 0.2 }, blobs],
  ["entries, whose layer is no dense product", modelOf(20, hidden, last), { kind: "sgd", learningRate: 0.3 }, sparse],
])("%s: as without one", async (_, model, optimizer, data) => {
  const blas = new PlainBlas();
  const fit: FitOptions = { epochs: 3, batchSize: 7, validation: data };
  const without = await outcomeOf({ model, optimizer }, data, fit);
  const found = await outcomeOf({ model, optimizer, blas, backend: "blas" }, data, fit);
  expect(blas.products.length).toBeGreaterThan(30);
  expect(found.length).toBe(without.length);
  for (const [i, values] of found.entries()) expectClose(values, without[i], { abs: 2e-5, rel: 2e-5 });
});

test("a step's products: forward, back through the layers, then gradients; plain descent takes the rate into the last", async () => {
  const blas = new PlainBlas();
  const model = modelOf(6, hidden, last);
  using trainer = await createTrainer({ model, optimizer: { kind: "sgd", learningRate: 0.25 }, blas, backend: "blas" });
  expect(trainer.backendName).toBe("blas");
  await trainer.fit(blobs, { epochs: 1, batchSize: 30 });
  const passes = [
    ["N", "N", 30, 5, 6, 1, 0, 6, 5, 5],
    ["N", "N", 30, 3, 5, 1, 0, 5, 3, 3],
    ["N", "T", 30, 5, 3, 1, 0, 3, 3, 5],
  ];
  expect(blas.products).toEqual([
    ...passes,
    ["T", "N", 6, 5, 30, -0.25, 1, 6, 5, 5],
    ["T", "N", 5, 3, 30, -0.25, 1, 5, 3, 3],
  ]);
  expect(blas.threads).toEqual([1]);
});

test("another rule's gradients are stored as they are, and the threads are as many as the host has", async () => {
  const blas = new PlainBlas();
  const threads = nodeThreads({ count: 2 });
  using trainer = await createTrainer({ model: modelOf(6, last), optimizer: "adam", blas, backend: "blas", threads });
  await trainer.fit(blobs, { epochs: 1, batchSize: 30 });
  expect(blas.products).toEqual([
    ["N", "N", 30, 3, 6, 1, 0, 6, 3, 3],
    ["T", "N", 6, 3, 30, 1, 0, 6, 3, 3],
  ]);
  expect(blas.threads).toEqual([2]);
});

test("a training that diverges is told as without one", async () => {
  const failureOf = async (given: Partial<TrainerOptions>): Promise<string> => {
    const optimizer = { kind: "sgd", learningRate: 1e20 } as const;
    using trainer = await createTrainer({ model: modelOf(6, relu, last), optimizer, ...given });
    return await trainer.fit(blobs, { epochs: 5, batchSize: 10 }).then(
      () => "it did not diverge",
      (error: Error) => `${error.name}: ${error.message}`,
    );
  };
  const told = await failureOf({});
  expect(told).toMatch(/^DivergedError: /);
  expect(await failureOf({ blas: new PlainBlas(), backend: "blas" })).toBe(told);
});

describe("which products go there", () => {
  const choiceOf = (products: "wide" | "all") => ({ blas: new PlainBlas(), products });

  test.each<[number, number, number, boolean]>([
    [64, 64, 2048, true],
    [64, 64, 2047, false],
    [2048, 64, 64, true],
    [63, 2048, 2048, false],
    [2048, 63, 2048, false],
    [2048, 2048, 63, false],
    [1024, 1024, 1024, true],
  ])("wide ones, of 2^23 multiply-adds and no side below 64: %i x %i x %i, %s", (M, N, K, goes) => {
    expect(goesToBlas(choiceOf("wide"), M, N, K)).toBe(goes);
    expect(goesToBlas(choiceOf("all"), M, N, K)).toBe(true);
    expect(goesToBlas(null, M, N, K)).toBe(false);
  });

  test("small ones only where it was asked for by name", async () => {
    const blas = new PlainBlas();
    for (const backend of ["auto", "wasm"] as const) {
      using trainer = await createTrainer({ model: modelOf(6, hidden, last), optimizer: "sgd", blas, backend });
      await trainer.fit(blobs, { epochs: 1 });
      expect(trainer.backendName).toBe("wasm-relaxed");
    }
    expect([blas.products, blas.threads]).toEqual([[], []]);
  });
});

describe("what cannot be used is refused", () => {
  const recipe: TrainerOptions = { model: modelOf(6, last), optimizer: "sgd" };
  const blas = new PlainBlas();

  test.each<[Partial<TrainerOptions>, string]>([
    [{ backend: "blas" }, 'backend: cannot be "blas": no BLAS is given; give blas: await loadBlas(), or use "auto"'],
    [
      { backend: "blas", blas, numerics: "strict" },
      'backend: cannot be "blas" in strict numerics: native products round as they like; use numerics: "fast"',
    ],
    [
      { backend: "blas", blas, precision: "float64" },
      'backend: cannot be "blas" in float64: native products round as they like',
    ],
  ])("%j", async (given, message) => {
    const failure = await createTrainer({ ...recipe, ...given }).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(SpecError);
    expect((failure as Error).message).toContain(message);
  });

  test.each([0, 256, 1.5, -1, Number.NaN])("a host of %d threads", async (count) => {
    const threads = { ...nodeThreads({ count: 1 }), count };
    await expect(createTrainer({ ...recipe, threads })).rejects.toThrow(
      `threads.count: must be a whole number from 1 to 255, is ${count}`,
    );
  });

  test.each([1, 255])("but not a host of %d", async (count) => {
    using trainer = await createTrainer({ ...recipe, threads: { ...nodeThreads({ count: 1 }), count } });
    expect(trainer.backendName).toBe("wasm-relaxed");
  });
});
