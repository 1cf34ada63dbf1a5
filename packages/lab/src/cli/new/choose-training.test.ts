import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseName } from "./choose-name.ts";
import { chooseHidden, chooseTraining } from "./choose-training.ts";

test.each([
  [13, 1200, [32, 16]],
  [4, 90, [16]],
  [8, 999, [16]],
  [9, 1000, [32, 16]],
  [784, 48_000, [256, 128]],
  [1e6, 10, [256]],
])("%d numbers of %d rows: hidden %j", (features, rows, hidden) => {
  expect(chooseHidden(features, rows).hidden).toEqual(hidden);
});

test.each([
  [1, { batchSize: 1, epochs: 200, steps: 1 }],
  [7, { batchSize: 4, epochs: 200, steps: 2 }],
  [90, { batchSize: 8, epochs: 200, steps: 12 }],
  [1200, { batchSize: 32, epochs: 110, steps: 38 }],
  [48_000, { batchSize: 256, epochs: 20, steps: 188 }],
  [1_000_000, { batchSize: 512, epochs: 10, steps: 1954 }],
])("%d rows to train on: %j", (rows, chosen) => {
  expect(chooseTraining(rows)).toMatchObject(chosen);
});

test("no batch is larger than the rows, and a training is long enough to be ended early", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (rows) => {
      const { batchSize, epochs, patience } = chooseTraining(rows);
      expect(batchSize).toBeLessThanOrEqual(rows);
      expect(patience).toBeLessThan(epochs);
      expect(epochs % 10).toBe(0);
    }),
  );
});

test.each([
  ["data/penguins.csv", "penguins"],
  ["penguins.csv.gz", "penguins"],
  ["Größe 2026 (neu).tsv", "Grosse-2026-neu"],
  ["学習率.csv", "experiment"],
  ["pictures/", "pictures"],
  [".hidden.csv", "hidden"],
  ["v1.2.csv", "v1.2"],
  ["-x.csv", "x"],
  [`${"a".repeat(150)}.csv`, "a".repeat(100)],
])("%s is called %s", (path, name) => {
  expect(chooseName(path)).toBe(name);
});

test("every file's name makes an experiment's", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (path) => {
      expect(chooseName(path)).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);
    }),
  );
});
