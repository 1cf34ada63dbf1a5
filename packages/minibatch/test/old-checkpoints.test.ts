/**
 * Trainings that an earlier engine saved, in the midst of an epoch or between two fits, go on to the figures it
 * recorded.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { recordedTrainings, sha256 } from "./recorded/recorded-trainings.ts";
import { runTraining } from "./recorded/run-training.ts";

const folder = new URL("../fixtures/checkpoints-2026-11/", import.meta.url);
const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder))]));
const nameOf = (training: string, where: string): string => `${training} ${where}.mbckpt`.replaceAll(/[^\w.]+/g, "-");
const used = new Set<string>();
const saved = recordedTrainings.filter(({ name }) => files.has(nameOf(name, "stop")));

test.each(saved.map((training) => [training.name, training] as const))("training %s", async (name, training) => {
  const outcome = await runTraining(training, {
    numerics: "strict",
    sha256,
    exchange(_, where) {
      const file = nameOf(name, where);
      used.add(file);
      return files.get(file) as Uint8Array;
    },
  });
  expect(outcome).toEqual(training.strict);
});

test("they are of many optimizers, and none was left out", () => {
  expect(new Set(saved.map(({ optimizer }) => optimizer.kind)).size).toBeGreaterThanOrEqual(8);
  expect([...used].sort()).toEqual([...files.keys()].sort());
});
