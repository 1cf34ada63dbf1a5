import { setTimeout } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
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

/** Threads of this process that have begun and not ended. A thread that is told to end stops at once, but ends later. */
const alive = new Set<Worker>();

function watch(worker: Worker): void {
  alive.add(worker);
  worker.once("exit", () => alive.delete(worker));
}

beforeEach(() => {
  process.on("worker", watch);
});

afterEach(() => {
  process.off("worker", watch);
});

test("no thread is alive when all are closed, nor one that was replaced", { timeout: 20_000 }, async () => {
  const threads = new TrainingThreads(ENTRY);
  const [first, other, second] = [spinning("strict"), spinning("fast"), spinning("strict")];
  await threads.open(0, first.experiment);
  await isSpinning(first.counter);
  const [replaced] = alive;
  await threads.open(0, other.experiment);
  expect(alive.has(replaced!)).toBe(false);
  await threads.open(1, second.experiment);
  await isSpinning(other.counter);
  await isSpinning(second.counter);
  expect(alive.size).toBe(2);
  await threads.close();
  expect(alive.size).toBe(0);
});
