/** Batches drawn from a feed: the same numbers, and the same bits, in whatever form the rows are given. */
import { describe, expect, test } from "vitest";
import { compressRows } from "../../src/data/compress-rows.ts";
import type { Dataset, DenseRows, Rows, Targets } from "../../src/data/dataset.ts";
import type { Precision } from "../../src/math/float-array.ts";
import type { Backend, Feed, FeedUse } from "../../src/plan/executor.ts";
import { expectClose, type Tolerance } from "../expect-close.ts";
import { feedOf, runSteps } from "./compare.ts";
import { drawBytes, INPUTS, OUTPUTS, type PlanOptions, TwoLayerPlan } from "./two-layer-plan.ts";

const ROWS = 40;
const BATCH = 7;
const bytes = drawBytes(ROWS);
/** every row but one, in an order of its own, behind one that no batch takes */
const order = Uint32Array.from({ length: ROWS }, (_, i) => (i * 11 + 3) % ROWS);
const FROM = 1;

/** The rows of bytes in every form. */
function formsOf(x: DenseRows, precision: Precision): Record<string, Rows> {
  const exact = Float64Array.from(x.values, (value) => value * x.scale);
  const values = precision === "float32" ? Float32Array.from(exact) : exact;
  return {
    "bytes with a scale": x,
    "floats of the precision": { ...x, values, scale: 1 },
    float64: { ...x, values: exact, scale: 1 },
    "entries of the precision": compressRows(x, { precision }),
    "entries in float64": compressRows({ ...x, values: exact, scale: 1 }, { precision: "float64" }),
  };
}

/** Weights, velocity and losses after a few steps, one call each. */
async function train(
  backend: Backend,
  x: Rows,
  y: Targets,
  options: PlanOptions = {},
  use: FeedUse = "often",
): Promise<number[]> {
  const plan = new TwoLayerPlan({ ...options, labels: y.kind === "classes" });
  const executor = await plan.open(backend, BATCH);
  const feed = await feedOf(executor, { tensors: plan.fed, x, y, use });
  const losses: number[] = [];
  for (let step = 0; step < 5; step++) {
    const from = FROM + step * BATCH;
    await executor.write(plan.mask, drawMask(step));
    const program = executor.compile(plan.step, BATCH, feed);
    expect(await runSteps(executor, program, { order, from }, 1)).toBe(1);
    losses.push((await executor.read(plan.loss, 0, 1))[0]);
  }
  const result = [...(await plan.result(executor, 0)), ...losses];
  feed.release();
  executor.dispose();
  return result;
}

function drawMask(step: number): number[] {
  return Array.from({ length: BATCH * INPUTS }, (_, i) => ((i * 5 + step) % 3 === 0 ? 0 : 1.5));
}

/** The rows at these places, one after the other. */
function gather({ x, y }: Dataset & { readonly x: DenseRows }, rows: Uint32Array): { x: number[]; labels: number[] } {
  const { features, values, scale } = x;
  return {
    x: [...rows].flatMap((r) => Array.from(values.subarray(r * features, (r + 1) * features), (v) => v * scale)),
    labels: [...rows].map((r) => y.values[r]),
  };
}

export function describeFeeds(createBackend: () => Promise<Backend>, tolerance: Tolerance): void {
  describe("feeds", () => {
    test.each<[string, PlanOptions]>([
      ["a product", { momentum: true }],
      ["a product that makes the update", { momentum: false }],
      ["a mask, and then a product", { drops: true, activation: "tanh" }],
    ])("give %s the same bits in every form", async (_, options) => {
      const backend = await createBackend();
      const forms = formsOf(bytes.x, backend.precision);
      const expected = await train(backend, bytes.x, bytes.y, options);
      expect(expected.every(Number.isFinite)).toBe(true);
      for (const [name, x] of Object.entries(forms)) {
        expect(await train(backend, x, bytes.y, options), name).toEqual(expected);
      }
    });

    test("give the same bits however often they will be passed", async () => {
      const backend = await createBackend();
      const expected = await train(backend, bytes.x, bytes.y);
      for (const x of Object.values(formsOf(bytes.x, backend.precision))) {
        for (const use of ["often", "once"] as const) {
          expect(await train(backend, x, bytes.y, {}, use), use).toEqual(expected);
        }
      }
    });

    test.each(["often", "once", "step"] as const)(
      "give what was written by hand would give, passed %s",
      async (use) => {
        const backend = await createBackend();
        for (const x of Object.values(formsOf(bytes.x, backend.precision))) {
          const rows = use === "step" ? ROWS : BATCH;
          const taken =
            use === "step" ? Uint32Array.from({ length: ROWS }, (_, r) => r) : order.slice(FROM, FROM + BATCH);
          const plan = new TwoLayerPlan();
          const executor = await plan.open(backend, rows);
          const byHand = gather(bytes, taken);
          await executor.write(plan.fed.input, byHand.x);
          await executor.write(plan.fed.labels, byHand.labels);
          expect(await runSteps(executor, executor.compile(plan.step, rows, null), null, 1)).toBe(1);
          const expected = await plan.result(executor, 1);
          const predicted = await executor.read(plan.prediction);

          await plan.begin(executor);
          const feed = await feedOf(executor, { tensors: plan.fed, x, y: bytes.y, use });
          const batch = use === "step" ? { order: taken, from: 0 } : { order, from: FROM };
          expect(await runSteps(executor, executor.compile(plan.step, rows, feed), batch, 1)).toBe(1);
          expect(await plan.result(executor, 1)).toEqual(expected);
          expect(await executor.read(plan.prediction)).toEqual(predicted);
          executor.dispose();
        }
      },
    );

    test("take classes as numbers of classes, or as shares", async () => {
      const backend = await createBackend();
      const { values } = bytes.y;
      const shares = { kind: "values", columns: OUTPUTS, values: new Float32Array(ROWS * OUTPUTS) } as const;
      for (let r = 0; r < ROWS; r++) shares.values[r * OUTPUTS + values[r]] = 1;
      const labels = await train(backend, bytes.x, bytes.y);
      expectClose(await train(backend, bytes.x, shares), labels, { abs: 8 * (tolerance.abs ?? 0), rel: 1e-6 });
      const ints = { kind: "classes", values: Int32Array.from(values) } as const;
      expect(await train(backend, bytes.x, ints)).toEqual(labels);
    });

    test("without targets are only predicted", async () => {
      const backend = await createBackend();
      const plan = new TwoLayerPlan();
      const executor = await plan.open(backend, BATCH);
      const predictions: number[][] = [];
      for (const y of [bytes.y, null]) {
        const feed = await feedOf(executor, { tensors: plan.fed, x: bytes.x, y, use: "once" });
        const program = executor.compile(plan.forward, BATCH, feed);
        expect(await runSteps(executor, program, { order, from: FROM }, 1)).toBe(1);
        predictions.push([...(await executor.read(plan.prediction))]);
        feed.release();
      }
      expect(predictions[1]).toEqual(predictions[0]);
      executor.dispose();
    });

    test("stand beside each other, and last batches may be smaller", async () => {
      const backend = await createBackend();
      const plan = new TwoLayerPlan();
      const other = { ...bytes.x, values: bytes.x.values.map((value) => value >> 1) } as DenseRows;
      for (const form of Object.keys(formsOf(bytes.x, backend.precision))) {
        const executor = await plan.open(backend, BATCH);
        const first = formsOf(bytes.x, backend.precision)[form];
        const second = formsOf(other, backend.precision)[form];
        const feeds: Feed[] = [];
        for (const x of [first, second]) {
          feeds.push(await feedOf(executor, { tensors: plan.fed, x, y: bytes.y, use: "often" }));
        }
        const predict = async (index: number, rows: number): Promise<number[]> => {
          const program = executor.compile(plan.forward, rows, feeds[index]);
          await runSteps(executor, program, { order, from: ROWS - rows }, 1);
          return [...(await executor.read(plan.prediction, 0, rows * OUTPUTS))];
        };
        const alone = [await predict(0, BATCH), await predict(1, BATCH)];
        expect(alone[0]).not.toEqual(alone[1]);
        expect(await predict(0, 3)).toEqual(alone[0].slice(-3 * OUTPUTS));
        expect(await predict(0, BATCH)).toEqual(alone[0]);
        feeds[0].release();
        expect(await predict(1, BATCH)).toEqual(alone[1]);
        expect(await predict(1, 1)).toEqual(alone[1].slice(-OUTPUTS));
        executor.dispose();
      }
    });
  });
}
