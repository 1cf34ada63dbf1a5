/** Runs of several steps, and where they end. */
import { describe, expect, test } from "vitest";
import { compressRows } from "../../src/data/compress-rows.ts";
import type { Rows } from "../../src/data/dataset.ts";
import type { Backend, Feed, Program } from "../../src/plan/executor.ts";
import type { Operation } from "../../src/plan/operation.ts";
import { MOST_STEPS } from "../../src/plan/tensor.ts";
import { createReferenceBackend } from "../../src/reference/backend.ts";
import { expectClose, type Tolerance } from "../expect-close.ts";
import { feedOf, MARK, runSteps } from "./compare.ts";
import { forTerms } from "./numbers.ts";
import { TensorsOf } from "./tensors.ts";
import { drawBytes, INPUTS, type PlanOptions, TwoLayerPlan } from "./two-layer-plan.ts";

const STEPS = 6;
const BATCH = 5;
const ROWS = STEPS * BATCH;
const { x: bytes, y } = drawBytes(ROWS);
const floats = { ...bytes, values: Float32Array.from(bytes.values, (value) => value / 255), scale: 1 };
const order = Uint32Array.from({ length: ROWS }, (_, i) => (i * 7 + 2) % ROWS);

interface Trained {
  /** how many steps each call made */
  readonly made: number[];
  /** weights, velocity */
  readonly state: number[];
  readonly losses: number[];
}

/** Makes the steps in calls of at most `atOnce`, until one makes fewer. */
async function train(backend: Backend, x: Rows, options: PlanOptions, atOnce: number, steps = STEPS): Promise<Trained> {
  const plan = new TwoLayerPlan(options);
  const executor = await plan.open(backend, BATCH);
  const feed = await feedOf(executor, { tensors: plan.fed, x, y, use: "often" });
  const program = executor.compile(plan.step, BATCH, feed);
  const made: number[] = [];
  const losses: number[] = [];
  for (let step = 0; step < steps; ) {
    const count = Math.min(atOnce, program.mostSteps, steps - step);
    const coefficients = Array.from({ length: count }, (_, i) => plan.coefficientsOf(step + i)).flat();
    await executor.write(plan.coefficients, coefficients);
    made.push(await runSteps(executor, program, { order, from: step * BATCH }, count));
    const last = made[made.length - 1];
    losses.push(...(await executor.read(plan.loss, 0, last)));
    step += last;
    if (last < count) break;
  }
  const state = await plan.result(executor, 0);
  feed.release();
  executor.dispose();
  return { made, state, losses };
}

/** Floats with a NaN in a row of that step. */
function spoiledAt(step: number): Rows {
  const values = floats.values.slice();
  values[order[step * BATCH + 3] * INPUTS + 4] = Number.NaN;
  return { ...floats, values };
}

const plans: [string, PlanOptions][] = [
  ["plain descent, ReLU", { momentum: false }],
  ["momentum, tanh", { activation: "tanh" }],
];

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

export function describeRuns(createBackend: () => Promise<Backend>, tolerance: Tolerance): void {
  describe("runs", () => {
    test.each(plans)("of several steps leave what single steps leave: %s", async (_, options) => {
      const backend = await createBackend();
      for (const x of [bytes, floats, compressRows(floats, { precision: backend.precision })]) {
        const expected = await train(backend, x, options, 1);
        expect(expected.made).toEqual(new Array(STEPS).fill(1));
        for (const atOnce of [2, 4, MOST_STEPS]) {
          const { made, ...left } = await train(backend, x, options, atOnce);
          expect(sum(made)).toBe(STEPS);
          expect({ made: expected.made, ...left }).toEqual(expected);
        }
      }
    });

    test.each(plans)("use the rows and the coefficients of their step: %s", async (_, options) => {
      const expected = await train(createReferenceBackend("float64"), floats, options, 1);
      const actual = await train(await createBackend(), floats, options, MOST_STEPS);
      const near = forTerms(tolerance, 32 * STEPS);
      expectClose(actual.state, expected.state, near);
      expectClose(actual.losses, expected.losses, near);
    });

    test.each(plans)("end before the update of a step whose loss is not finite: %s", async (_, options) => {
      const backend = await createBackend();
      for (const bad of [0, 1, 3, STEPS - 1]) {
        const x = spoiledAt(bad);
        const expected = await train(backend, x, options, 1, bad);
        for (const form of [x, compressRows(x as typeof floats, { precision: backend.precision })]) {
          const stopped = await train(backend, form, options, MOST_STEPS);
          expect(sum(stopped.made)).toBe(bad);
          expect(stopped.state).toEqual(expected.state);
          expect(stopped.losses).toEqual(expected.losses);
        }
      }
    });

    test("go on after one that was stopped", async () => {
      const backend = await createBackend();
      const plan = new TwoLayerPlan();
      const executor = await plan.open(backend, BATCH);
      const feed = await feedOf(executor, { tensors: plan.fed, x: spoiledAt(0), y, use: "often" });
      const program = executor.compile(plan.step, BATCH, feed);
      expect(await runSteps(executor, program, { order, from: 0 }, 1)).toBe(0);
      expect(await runSteps(executor, program, { order, from: BATCH }, 1)).toBe(1);
      expect((await plan.result(executor, 1)).every(Number.isFinite)).toBe(true);
      executor.dispose();
    });

    test("without a stop pass over what is not finite, and leave other steps' figures", async () => {
      const backend = await createBackend();
      const plan = new TwoLayerPlan();
      const executor = await plan.open(backend, BATCH);
      const feed = await feedOf(executor, { tensors: plan.fed, x: spoiledAt(1), y, use: "often" });
      const program = executor.compile(plan.forward, BATCH, feed);
      const losses: number[] = [];
      await executor.write(plan.loss, new Array(MOST_STEPS).fill(MARK));
      const count = Math.min(3, program.mostSteps);
      for (let step = 0; step < 3; step += count) {
        expect(await runSteps(executor, program, { order, from: step * BATCH }, count)).toBe(count);
        losses.push(...(await executor.read(plan.loss, 0, count)));
      }
      expect(losses.map(Number.isFinite).slice(0, 3)).toEqual([true, false, true]);
      expect([...(await executor.read(plan.loss, count))]).toEqual(new Array(MOST_STEPS - count).fill(MARK));
      executor.dispose();
    });

    test("of what is drawn are single steps, others of at most MOST_STEPS", async () => {
      const backend = await createBackend();
      const limits: number[] = [];
      for (const drops of [true, false]) {
        const plan = new TwoLayerPlan({ drops });
        const executor = await plan.open(backend, BATCH);
        const feed = await feedOf(executor, { tensors: plan.fed, x: floats, y, use: "often" });
        limits.push(executor.compile(plan.step, BATCH, feed).mostSteps);
        executor.dispose();
      }
      expect(limits[0]).toBe(1);
      expect(limits[1]).toBeGreaterThanOrEqual(1);
      expect(limits[1]).toBeLessThanOrEqual(MOST_STEPS);
    });

    test("end where a check, or a penalty, meets what is not finite", async () => {
      const backend = await createBackend();
      const of = new TensorsOf("checks");
      const [w, g, sums] = [of.once("w", 5), of.once("g", 5), of.figure("sums", 2)];
      const executor = backend.open({ tensors: [w, g, sums], capacity: 1 });
      const clip = { kind: "clip-value", g, limit: 1 } as const;
      const stop = { kind: "stop-unless-finite" } as const;
      const penalty = { kind: "penalty", w, dw: g, l1: 0.5, l2: 0.25, sums } as const;
      const programs: Record<string, Program> = {
        check: executor.compile([{ kind: "check-finite", x: g }, stop, clip], 1, null),
        penalty: executor.compile([penalty, stop, clip], 1, null),
      };
      for (const [name, program] of Object.entries(programs)) {
        const spoiled = name === "check" ? g : w;
        for (const value of [Number.NaN, Infinity, -Infinity]) {
          await executor.write(w, [0, 0, 0, 0, 0]);
          await executor.write(g, [2, 3, 0.5, -4, 0]);
          await executor.write(spoiled, [value], 2);
          expect(await runSteps(executor, program, null, 1), `${name} of ${value}`).toBe(0);
          expect((await executor.read(g))[0], "not clipped").toBe(2);
        }
        await executor.write(w, [0, 0, 0, 0, 0]);
        await executor.write(g, [2, 3, 0.5, -4, 0]);
        expect(await runSteps(executor, program, null, 1), `${name} of what is finite`).toBe(1);
        expect([...(await executor.read(g))]).toEqual([1, 1, 0.5, -1, 0]);
      }
      executor.dispose();
    });

    test("are refused where there is no room for them, or no feed any more", async () => {
      const plan = new TwoLayerPlan();
      const executor = await plan.open(await createBackend(), BATCH);
      const feed = await feedOf(executor, { tensors: plan.fed, x: floats, y, use: "often" });
      const run = async (rows: number, steps?: number): Promise<number> => {
        const program = executor.compile(plan.step, rows, feed);
        return runSteps(executor, program, { order, from: 0 }, steps ?? program.mostSteps + 1);
      };
      await expect(run(BATCH + 1, 1)).rejects.toThrow(RangeError);
      await expect(run(1)).rejects.toThrow(RangeError);
      expect(await run(BATCH, 1)).toBe(1);
      const program = executor.compile(plan.step, BATCH, feed);
      const left = await plan.result(executor, 1);
      await expect(runSteps(executor, program, null, 1)).rejects.toThrow("no batch is given");
      const byHand = executor.compile(plan.step, BATCH, null);
      await expect(runSteps(executor, byHand, { order, from: 0 }, 1)).rejects.toThrow("draws from no feed");
      feed.release();
      feed.release();
      await expect(runSteps(executor, program, { order, from: 0 }, 1)).rejects.toThrow("released");
      expect(await plan.result(executor, 1)).toEqual(left);
      executor.dispose();
    });

    test("are asked for once: equal arguments give the same program", async () => {
      const plan = new TwoLayerPlan();
      const executor = await plan.open(await createBackend(), BATCH);
      const feeds: Feed[] = [];
      for (let i = 0; i < 2; i++) {
        feeds.push(await feedOf(executor, { tensors: plan.fed, x: floats, y, use: "often" }));
      }
      const compile = (operations: readonly Operation[], rows: number, feed: Feed | null): Program =>
        executor.compile(operations, rows, feed);
      for (const feed of [feeds[0], null]) {
        expect(compile(plan.step, BATCH, feed)).toBe(compile(plan.step, BATCH, feed));
        expect(compile(plan.step, BATCH, feed)).not.toBe(compile(plan.step, BATCH - 1, feed));
        expect(compile(plan.step, BATCH, feed)).not.toBe(compile(plan.forward, BATCH, feed));
        expect(compile(plan.step, BATCH, feed)).not.toBe(compile(plan.step, BATCH, feeds[1]));
      }
      executor.dispose();
    });
  });
}
