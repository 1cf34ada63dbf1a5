/** What must be true of any training that is drawn. */
import { expect } from "vitest";
import { nodeThreads } from "../../src/hosts/node.ts";
import { checkGradients, defineModel, type ModelInput } from "../../src/index.ts";
import { eagerly } from "../eager-threads.ts";
import type { DrawnTraining, Outcome } from "../recorded/recorded-training.ts";
import { sha256 } from "../recorded/recorded-trainings.ts";
import { runTraining } from "../recorded/run-training.ts";
import { everyWideBackend } from "../wasm-backends.ts";

/**
 * Steps of the differences: a number whose step crosses a kink is off with one of them, and right with a shorter; a
 * gradient that is wrong is off with all.
 */
const STEPS = [
  { step: 1e-5, tolerance: 2e-6 },
  { step: 1e-6, tolerance: 1e-5 },
  { step: 2e-7, tolerance: 1e-4 },
];
const MOST_SEEDS = 3;

/** Throws where a gradient is off in all the ways in which one may be honestly off once. */
export function expectRightGradients(model: ModelInput): void {
  const spec = defineModel(model);
  let off: string[] = [];
  for (let seed = 0; seed < MOST_SEEDS; seed++) {
    const found = STEPS.map((how) =>
      checkGradients(spec, { ...how, rows: 4, seed, entriesPerTensor: 12 }).tensors.filter(({ ok }) => !ok),
    );
    off = (found[0] ?? [])
      .map(({ name }) => name)
      .filter((name) => found.every((tensors) => tensors.some((tensor) => tensor.name === name)));
    if (off.length === 0) return;
  }
  expect(off).toEqual([]);
}

/** Runs it straight; then stopped and resumed, on threads, and in the tiles of wide vectors: strict, the same bits. */
export async function expectSameBits(training: DrawnTraining, threads: readonly number[]): Promise<Outcome> {
  const straight = { ...training, stopAt: null };
  const ground = { numerics: "strict", sha256 } as const;
  const outcome = await runTraining(straight, ground);
  expect(await runTraining(training, ground), "stopped and resumed").toEqual(outcome);
  for (const count of threads) {
    const host = eagerly(nodeThreads({ count }));
    expect(await runTraining(straight, { ...ground, threads: host }), `${count} threads`).toEqual(outcome);
  }
  const [wide] = await everyWideBackend();
  expect(await runTraining(straight, { ...ground, backend: wide }), "wide").toEqual(outcome);
  return outcome;
}
