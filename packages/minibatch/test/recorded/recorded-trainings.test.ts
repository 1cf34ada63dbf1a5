/**
 * The engine gives what it gave when it was recorded: an eighth of the trainings on every run, all of them in the slow
 * tests.
 */
import { describe, expect, test } from "vitest";
import type { RecordedTraining } from "./recorded-training.ts";
import { RECORDED_NUMERICS, recordedTrainings, sha256 } from "./recorded-trainings.ts";
import { runTraining } from "./run-training.ts";

const EVERY = 8;

describe.each(RECORDED_NUMERICS)("%s", (numerics) => {
  test.each(
    recordedTrainings.filter((_, index) => index % EVERY === 3).map((training) => [training.name, training] as const),
  )("training %s", async (_name, training) => {
    expect(await runTraining(training, { numerics, sha256 })).toEqual(training[numerics]);
  });
});

test("they are three hundred and more, and no two end alike", () => {
  expect(recordedTrainings.length).toBeGreaterThanOrEqual(300);
  expect(new Set(recordedTrainings.map(({ strict }) => strict.weightsSha256)).size).toBe(recordedTrainings.length);
});

/** How often each value of `of` is there. Kinds that have come since the recording are not asked for. */
function tally(of: (training: RecordedTraining) => readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of recordedTrainings.flatMap(of)) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}

const kindOf = (spec: unknown): unknown => (typeof spec === "object" ? (spec as { kind: string }).kind : spec);
const layersOf = ({ model }: RecordedTraining): readonly Record<string, unknown>[] =>
  model.layers as readonly object[] as readonly Record<string, unknown>[];

test.each([
  ["optimizers and flavours", 25, ({ optimizer: { kind, flavour } }) => [`${kind} ${flavour}`]],
  ["schedules", 8, ({ optimizer: { schedule } }) => [kindOf(schedule)]],
  ["losses", 3, ({ model }) => [model.loss]],
  ["activations", 9, (training) => layersOf(training).flatMap(({ activation }) => kindOf(activation) ?? [])],
  ["initializers", 14, (training) => layersOf(training).flatMap(({ weights }) => kindOf(weights) ?? [])],
  [
    "penalties and dropout",
    3,
    (training) =>
      layersOf(training).flatMap((layer) =>
        Object.keys({ ...(layer.regularizer as object), ...("rate" in layer && { rate: 0 }) }),
      ),
  ],
  ["ways to keep rows", 3, ({ data: { storage } }) => [storage]],
  ["targets", 4, ({ data: { targets } }) => [targets]],
  [
    "clipping and decay",
    6,
    ({ optimizer }) => Object.keys(optimizer).filter((name) => /clip|decay|dampening/i.test(name)),
  ],
] satisfies [string, number, (training: RecordedTraining) => readonly unknown[]][])(
  "%s: all %i are there, each several times",
  (_what, kinds, of) => {
    const counts = Object.values(tally(of));
    expect(counts.length).toBeGreaterThanOrEqual(kinds);
    for (const count of counts) expect(count).toBeGreaterThanOrEqual(2);
  },
);

test("batches of one row, ragged ones, stops in mid-epoch, second fits, divergence: each is there", () => {
  const count = (is: (training: (typeof recordedTrainings)[number]) => boolean): number =>
    recordedTrainings.filter(is).length;
  expect(count(({ fits }) => fits.some(({ batchSize }) => batchSize === 1))).toBeGreaterThan(10);
  expect(count(({ fits: [{ batchSize = 32 }], data }) => data.rows % batchSize !== 0)).toBeGreaterThan(50);
  expect(count(({ stopAt }) => stopAt !== null)).toBeGreaterThan(50);
  expect(count(({ fits }) => fits.length > 1)).toBeGreaterThan(50);
  expect(count(({ strict }) => strict.error !== null)).toBeGreaterThan(5);
  expect(count(({ strict }) => strict.epochs.at(-1)?.at(-1) !== strict.epochs.at(-1)?.[0])).toBeGreaterThan(10);
});
