/** Any number of threads, of steps in a call, and any form of the rows give the same bits. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { eagerly } from "../../test/eager-threads.ts";
import { runSmallPlan, type StepsToRun } from "../../test/run-small-plan.ts";
import { type SmallNetwork, type SmallPlan, smallPlan } from "../../test/small-plan.ts";
import { drawBlobs, drawSparse, targets } from "../../test/toy-data.ts";
import { everyWasmBackend } from "../../test/wasm-backends.ts";
import { compressRows } from "../data/compress-rows.ts";
import type { Dataset, DenseRows } from "../data/dataset.ts";
import { finish } from "../data/slices.ts";
import { nodeThreads } from "../hosts/node.ts";
import { adam } from "../optimizers/formulas/adam.ts";
import { sgdMomentum } from "../optimizers/formulas/sgd.ts";
import type { Blas } from "../plan/blas.ts";
import type { Backend, Executor, FeedUse } from "../plan/executor.ts";
import type { Operation } from "../plan/operation.ts";
import { MOST_STEPS, sizeOf, type Tensor } from "../plan/tensor.ts";
import { Words } from "./program/words.ts";
import { createWasmBackend, wasmBytes } from "./wasm-backend.ts";

const [strict, relaxed] = await everyWasmBackend();
const backends = [strict, relaxed].map((backend) => [backend.name, backend] as const);

const dense = drawBlobs(200, 20, 3, 1);
const sparse = drawSparse(200, 37, 3, 0.15, 2);
const numbers: Dataset = {
  x: dense.x,
  y: targets(
    3,
    Array.from({ length: 600 }, (_, i) => ((i * 7) % 3 === 0 ? 1 : 0)),
  ),
};

/** Rows of bytes, a seventh of them not 0, times 1/255. */
function drawBytes(rows: number, features: number): Dataset {
  const values = Uint8Array.from({ length: rows * features }, (_, i) => (i % 7 === (i >> 5) % 7 ? (i * 97) % 256 : 0));
  const x: DenseRows = { kind: "dense", rows, features, values, scale: 1 / 255 };
  return { x, y: { kind: "classes", values: Int32Array.from({ length: rows }, (_, r) => r % 3) } };
}

interface Case extends Omit<StepsToRun, "steps" | "use" | "coefficients"> {
  readonly network: SmallNetwork;
  readonly coefficients?: readonly number[];
}

const cases: Readonly<Record<string, Case>> = {
  "ReLU, plain SGD": {
    network: {
      inputs: 20,
      layers: [{ units: 23, activation: "relu" }, { units: 40, activation: "relu" }, { units: 3 }],
    },
    data: dense,
    B: 32,
  },
  "entries, Adam, penalties": {
    network: {
      inputs: 37,
      layers: [
        { units: 19, activation: "gelu", l1: 1e-3 },
        { units: 3, l2: 1e-2 },
      ],
      update: { formula: adam, slots: 2 },
      clipNorm: 0.5,
    },
    data: sparse,
    B: 30,
    coefficients: [0.9, 0.1, 0.999, 0.001, 0.01, 1, 1e-7],
  },
  "runs of columns, batches of 7": {
    network: { inputs: 613, layers: [{ units: 23, activation: "relu" }, { units: 3 }] },
    data: drawBytes(110, 613),
    B: 7,
  },
  "dropout, momentum, clipping, decay": {
    network: {
      inputs: 20,
      layers: [
        { units: 40, activation: "tanh", isMasked: true },
        { units: 3, isMasked: true },
      ],
      update: { formula: sgdMomentum, slots: 1 },
      clipValue: 0.05,
      decays: true,
    },
    data: dense,
    B: 30,
    coefficients: [0.9, 0.05],
  },
  "squared error": {
    network: {
      inputs: 20,
      layers: [{ units: 9, activation: "elu", parameter: 0.5 }, { units: 3 }],
      loss: "mean-squared-error",
    },
    data: numbers,
    B: 25,
  },
};

function open(backend: Backend, { tensors }: SmallPlan, capacity = 50): Executor {
  return backend.open({ tensors, capacity });
}

const STEPS = 6;

async function run(
  backend: Backend,
  { network, coefficients = [0.1], ...given }: Case,
  options: Partial<StepsToRun> = {},
): Promise<Record<string, number[]>> {
  const plan = smallPlan(network);
  const executor = open(backend, plan);
  try {
    return await runSmallPlan(executor, plan, { ...given, coefficients, steps: STEPS, use: "often", ...options });
  } finally {
    executor.dispose();
  }
}

afterEach(() => void vi.unstubAllGlobals());

describe.each(backends)("%s", (name, backend) => {
  test.each(Object.keys(cases))("%s", async (title) => {
    const given = cases[title] as Case;
    const expected = await run(backend, given);
    // something was learnt, and nothing overflowed
    expect(new Set(expected.loss).size).toBe(STEPS);
    expect(Object.values(expected).flat().every(Number.isFinite)).toBe(true);
    expect(await run(backend, given, { atOnce: 1 })).toEqual(expected);
    expect(await run(backend, given, { atOnce: 4 })).toEqual(expected);
    expect(await run(backend, given, { use: "step" })).toEqual(expected);
    const { x, y } = given.data;
    const compressed: Dataset = { x: compressRows(x as DenseRows), y };
    if (title.includes("entries") || title.includes("columns")) {
      expect(await run(backend, given, { data: compressed })).toEqual(expected);
      expect(await run(backend, given, { data: compressed, use: "once" })).toEqual(expected);
    }
    for (const count of [2, 3]) {
      const host = eagerly(nodeThreads({ count }));
      expect(await run(backend.withThreads(host), given, { atOnce: 1 })).toEqual(expected);
      expect(host.started()).toBe(count - 1);
      expect(await run(backend.withThreads(host), given)).toEqual(expected);
    }
  });

  test("memory that cannot be shared, and so not grow: rows are compressed on the host", async () => {
    const expected = await run(backend, cases["runs of columns, batches of 7"] as Case);
    vi.stubGlobal("SharedArrayBuffer", undefined);
    const variant = name === "wasm-strict" ? "strict" : "relaxed";
    const alone = await createWasmBackend(wasmBytes(variant) as Uint8Array<ArrayBuffer>, variant, "fast");
    expect(await run(alone, cases["runs of columns, batches of 7"] as Case)).toEqual(expected);
  });

  test("rows passed forward have the same predictions in every form", () => {
    const { network, data } = cases["runs of columns, batches of 7"] as Case;
    const plan = smallPlan(network);
    const executor = open(backend, plan);
    void executor.write(
      plan.parameters,
      Float32Array.from({ length: sizeOf(plan.parameters) }, (_, i) => Math.sin(i)),
    );
    const order = Uint32Array.from({ length: 50 }, (_, i) => (i * 37) % 110);
    const predict = (x: Dataset["x"], use: FeedUse): number[] => {
      const feed = finish(executor.feed(plan, x, null, use));
      expect(executor.compile(plan.forward, 50, feed).run({ order, from: 0 }, 1)).toBe(1);
      feed.release();
      return [...(executor.read(plan.byName.prediction as Tensor) as Float32Array)];
    };
    const expected = predict(data.x, "often");
    expect(new Set(expected).size).toBeGreaterThan(100);
    const { values, scale } = data.x as DenseRows;
    const floats = Float32Array.from(values as Uint8Array, (value) => value * scale);
    for (const use of ["often", "once", "step"] as const) {
      expect(predict(data.x, use)).toEqual(expected);
      expect(predict(compressRows(data.x as DenseRows), use)).toEqual(expected);
      expect(predict({ ...(data.x as DenseRows), values: floats, scale: 1 }, use)).toEqual(expected);
      expect(predict({ ...(data.x as DenseRows), values: Float64Array.from(floats), scale: 1 }, use)).toEqual(expected);
    }
    executor.dispose();
  });
});

describe("a program", () => {
  const network: SmallNetwork = { inputs: 20, layers: [{ units: 8, activation: "relu" }, { units: 3 }] };
  const plan = smallPlan(network);
  const order = Uint32Array.from({ length: 200 }, (_, i) => i);

  test("is the same for equal arguments", () => {
    const executor = open(strict, plan);
    const feed = finish(executor.feed(plan, dense.x, dense.y, "often"));
    expect(executor.compile(plan.train, 10, feed)).toBe(executor.compile(plan.train, 10, feed));
    expect(executor.compile(plan.train, 11, feed)).not.toBe(executor.compile(plan.train, 10, feed));
    expect(executor.compile(plan.forward, 10, null)).toBe(executor.compile(plan.forward, 10, null));
    executor.dispose();
  });

  test("is not encoded anew for another feed of the same form", () => {
    const emit = vi.spyOn(Words.prototype, "emit");
    const executor = open(strict, plan);
    let once = 0;
    for (let i = 0; i < 3; i++) {
      const feed = finish(executor.feed(plan, dense.x, dense.y, "step"));
      void executor.compile(plan.train, 10, feed).run({ order, from: 0 }, 1);
      feed.release();
      if (i === 0) once = emit.mock.calls.length;
    }
    expect(once).toBeGreaterThan(8);
    expect(emit.mock.calls.length).toBe(once);
    const other = finish(executor.feed(plan, compressRows(dense.x as DenseRows), dense.y, "step"));
    executor.compile(plan.train, 10, other);
    expect(emit.mock.calls.length).toBeGreaterThan(once);
    emit.mockRestore();
    executor.dispose();
  });

  test("without a feed works on what was written", () => {
    const executor = open(strict, plan);
    const fed = open(strict, plan);
    const start = Float32Array.from({ length: sizeOf(plan.parameters) }, (_, i) => Math.sin(i));
    for (const each of [executor, fed]) {
      void each.write(plan.parameters, start);
      void each.write(plan.coefficients, [0.1]);
    }
    void executor.write(plan.input, (dense.x as DenseRows).values.subarray(0, 200));
    void executor.write(plan.labels, dense.y.values.subarray(0, 10));
    const program = executor.compile(plan.train, 10, null);
    expect(program.mostSteps).toBe(1);
    expect(program.run(null, 1)).toBe(1);
    const feed = finish(fed.feed(plan, dense.x, dense.y, "often"));
    expect(fed.compile(plan.train, 10, feed).run({ order, from: 0 }, 1)).toBe(1);
    expect(executor.read(plan.parameters)).toEqual(fed.read(plan.parameters));
    expect(executor.read(plan.loss, 0, 1)).toEqual(fed.read(plan.loss, 0, 1));
    executor.dispose();
    fed.dispose();
  });

  test("ends before the updates of a step that meets a number that is not finite, whose loss it leaves", () => {
    const executor = open(strict, plan);
    void executor.write(
      plan.parameters,
      Float32Array.from({ length: sizeOf(plan.parameters) }, (_, i) => Math.sin(i)),
    );
    const feed = finish(executor.feed(plan, dense.x, dense.y, "often"));
    const program = executor.compile(plan.train, 10, feed);
    const rates = [0.1, 0.1, 1e38, 0.1, 0.1, 0.1];
    for (const [i, rate] of rates.entries()) void executor.write(plan.coefficients, [rate], i * 8);
    const done = program.run({ order, from: 0 }, 6) as number;
    expect([3, 4]).toContain(done);
    const losses = executor.read(plan.loss, 0, done + 1) as Float64Array;
    expect([...losses.subarray(0, done)].every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(losses[done])).toBe(false);
    const kept = executor.read(plan.parameters);
    void executor.write(plan.coefficients, [0.1]);
    expect(program.run({ order, from: 10 * done }, 1)).toBe(0);
    expect(executor.read(plan.parameters)).toEqual(kept);
    // what is raised in one run is not seen by the next
    void executor.write(plan.parameters, new Float32Array(sizeOf(plan.parameters)));
    expect(program.run({ order, from: 0 }, 1)).toBe(1);
    executor.dispose();
  });

  test("reads rows dense where an operation wants them in their place, whatever the feed thought", async () => {
    const masked = smallPlan({ ...network, inputs: 37, layers: [{ units: 8, isMasked: true }, { units: 3 }] });
    const hinted = { ...masked, weights: masked.byName["parameters.0"] as Tensor };
    const results: Record<string, number[]>[] = [];
    for (const each of [masked, hinted]) {
      for (const x of [sparse.x, compressRows(sparse.x as DenseRows)]) {
        const executor = open(strict, each);
        const given = { data: { ...sparse, x }, B: 20, steps: 3, coefficients: [0.1], use: "often" } as const;
        results.push(await runSmallPlan(executor, each, given));
        executor.dispose();
      }
    }
    for (const result of results) expect(result).toEqual(results[0]);
  });

  test("sums squares, and copies", () => {
    const sum: Tensor = { name: "sum", role: "figure", type: "double", shape: [], extent: "once" };
    const executor = strict.open({ tensors: [...plan.tensors, sum], capacity: 50 });
    const { z0: z, dy0: y } = plan.byName as { z0: Tensor; dy0: Tensor };
    void executor.write(plan.parameters, [1, 2, 3.5]);
    void executor.write(z, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const operations: Operation[] = [
      { kind: "sum-of-squares", x: plan.parameters, sum },
      { kind: "activate", activation: "linear", parameter: 0, z, y },
    ];
    void executor.compile(operations, 1, null).run(null, 1);
    expect([...(executor.read(sum) as Float64Array)]).toEqual([17.25]);
    expect([...(executor.read(y, 0, 9) as Float32Array)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 0]);
    executor.dispose();
  });
});

describe("tensors", () => {
  const plan = smallPlan({ inputs: 20, layers: [{ units: 3 }] });

  test("are zeroed, copied, and as long as capacity and steps say, and parts lie in their whole", () => {
    const executor = open(strict, plan, 7);
    const read = (tensor: Tensor): number[] => [...(executor.read(tensor) as Float32Array)];
    expect(read(plan.input)).toEqual(new Array(140).fill(0));
    expect(read(plan.labels)).toEqual(new Array(7).fill(0));
    expect(executor.read(plan.labels)).toBeInstanceOf(Int32Array);
    expect(executor.read(plan.loss)).toEqual(new Float64Array(MOST_STEPS));
    void executor.write(plan.byName["parameters.60"] as Tensor, [1, 2, 3]);
    expect(read(plan.parameters).slice(58)).toEqual([0, 0, 1, 2, 3]);
    expect([...(executor.read(plan.parameters, 60, 2) as Float32Array)]).toEqual([1, 2]);
    (executor.read(plan.parameters) as Float32Array).fill(9);
    expect(read(plan.byName["parameters.60"] as Tensor)).toEqual([1, 2, 3]);
    executor.dispose();
  });

  test("beyond their end are refused", () => {
    const executor = open(strict, plan, 7);
    expect(() => executor.read(plan.labels, 5, 3)).toThrow(
      new RangeError("Cannot reach 3 numbers of labels from 5 on: it has 7"),
    );
    expect(() => executor.write(plan.labels, [1], 7)).toThrow("Cannot reach 1 numbers of labels from 7 on: it has 7");
    executor.dispose();
  });

  test("are gone when the executor is disposed of", () => {
    const executor = open(strict, plan);
    const program = executor.compile(plan.forward, 5, null);
    void executor.read(plan.input);
    executor.dispose();
    for (const use of [
      () => executor.read(plan.input),
      () => executor.write(plan.input, [1]),
      () => executor.compile(plan.forward, 6, null),
      () => finish(executor.feed(plan, dense.x, null, "once")),
      () => program.run(null, 1),
    ])
      expect(use).toThrow("Cannot go on: the executor is disposed of; open a new one");
  });

  test("that WebAssembly cannot address are refused", () => {
    expect(() => open(strict, plan, 2 ** 30)).toThrow(RangeError);
    expect(() => open(strict, plan, 2 ** 30)).toThrow("for the model: WebAssembly has at most 4 GiB");
  });
});

describe("products by a BLAS", () => {
  /** Row-major, as its interface says. */
  const blas: Blas & { calls: number } = {
    name: "plain",
    calls: 0,
    setThreads: () => undefined,
    sgemm(transposeA, transposeB, M, N, K, alpha, a, lda, b, ldb, beta, c, ldc) {
      this.calls++;
      for (let m = 0; m < M; m++) {
        for (let n = 0; n < N; n++) {
          let sum = 0;
          for (let k = 0; k < K; k++) {
            const left = a[transposeA ? k * lda + m : m * lda + k] as number;
            sum += left * (b[transposeB ? n * ldb + k : k * ldb + n] as number);
          }
          const at = m * ldc + n;
          c[at] = alpha * sum + (beta === 0 ? 0 : beta * (c[at] as number));
        }
      }
    },
  };

  test.each(["ReLU, plain SGD", "dropout, momentum, clipping, decay"])("give nearly the same: %s", async (title) => {
    const given = cases[title] as Case;
    const expected = await run(relaxed, given);
    const native = relaxed.withBlas({ blas, products: "all" }) as Backend;
    expect(native.name).toBe("blas");
    const before = blas.calls;
    const found = await run(native, given);
    expect(blas.calls).toBeGreaterThan(before + STEPS * 3);
    for (const [name, values] of Object.entries(expected)) {
      for (const [i, value] of values.entries()) expect(found[name]?.[i]).toBeCloseTo(value, 5);
    }
  });

  test("are not for strict numerics", () => {
    expect(strict.withBlas({ blas, products: "all" })).toBeNull();
  });
});
