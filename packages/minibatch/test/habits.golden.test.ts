/** Trainings with habits against PyTorch in float64: the weights after the last update, and their averages. */
import { describe, expect, test } from "vitest";
import { nodeThreads } from "../src/hosts/node.ts";
import { eagerly } from "./eager-threads.ts";
import { expectClose } from "./expect-close.ts";
import { type HabitCase, habitCases, habitData, habitEpochs, habitTrainer, lastTensors } from "./habit-cases.ts";
import { everyWasmBackend, everyWideBackend } from "./wasm-backends.ts";

type Options = Parameters<typeof habitTrainer>[1];

async function train(one: HabitCase, options: Options) {
  using trainer = await habitTrainer(one, options);
  await trainer.fit(habitData, { epochs: habitEpochs, batchSize: one.batchSize, shuffle: false });
  const [last, average] = [lastTensors(trainer), trainer.weights().map(({ values }) => values)];
  return { last, average, updates: trainer.stepCount };
}

describe.each(habitCases)("$name", (one) => {
  test("the reference in float64: within 1e-10", async () => {
    const { last, average, updates } = await train(one, { precision: "float64" });
    expect(updates).toBe(one.updates);
    for (const [i, values] of one.last.entries()) expectClose(last[i], values, { abs: 1e-10 });
    for (const [i, values] of one.average.entries()) expectClose(average[i], values, { abs: 1e-10 });
  });

  test("kernels: within 2e-5 of the largest, and strict ones alike on 1 to 4 threads, on narrow and on wide vectors", async () => {
    const largest = Math.max(...one.last.flat().map(Math.abs));
    const [strict, relaxed] = await everyWasmBackend();
    const [wide] = await everyWideBackend();
    for (const backend of [strict, relaxed]) {
      const { last, average } = await train(one, { backend });
      for (const [i, values] of one.last.entries()) expectClose(last[i], values, { abs: 2e-5 * largest });
      for (const [i, values] of one.average.entries()) expectClose(average[i], values, { abs: 2e-5 * largest });
    }
    const once = await train(one, { backend: strict });
    expect(await train(one, { backend: wide })).toEqual(once);
    for (const count of [2, 3, 4])
      expect(await train(one, { backend: strict, threads: eagerly(nodeThreads({ count })) })).toEqual(once);
  });
});
