import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { queueExperiment } from "../../test/queue-experiment.ts";
import { TrainingThreads } from "./training-threads.ts";
import type { WorkExperiment } from "./work-experiments.ts";

const ENTRY = new URL("../../test/spinning-worker.ts", import.meta.url);

/** Gives it, and what its thread counts. */
function spinning(numerics: "fast" | "strict"): { experiment: WorkExperiment; counter: Int32Array } {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const sets = { mnist: counter, sequences: null };
  const spec = { ...queueExperiment(), numerics };
  return { counter, experiment: { spec, sets } as unknown as WorkExperiment };
}

async function isSpinning(counter: Int32Array): Promise<void> {
  for (const before = Atomics.load(counter, 0); Atomics.load(counter, 0) === before; ) await setTimeout(5);
}

/** Without giving the thread's end the time to come. */
function standsStill(counter: Int32Array): boolean {
  const before = Atomics.load(counter, 0);
  const endMs = performance.now() + 20;
  while (performance.now() < endMs) if (Atomics.load(counter, 0) !== before) return false;
  return true;
}

test("no thread is alive when all are closed, nor one that was replaced", { timeout: 20_000 }, async () => {
  const threads = new TrainingThreads(ENTRY);
  const [first, other, second] = [spinning("strict"), spinning("fast"), spinning("strict")];
  await threads.open(0, first.experiment);
  await isSpinning(first.counter);
  await threads.open(0, other.experiment);
  expect(standsStill(first.counter)).toBe(true);
  await threads.open(1, second.experiment);
  await isSpinning(other.counter);
  await isSpinning(second.counter);
  await threads.close();
  expect(standsStill(other.counter)).toBe(true);
  expect(standsStill(second.counter)).toBe(true);
});
