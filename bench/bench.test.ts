import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CASES } from "./cases.ts";
import { countOperations } from "./count-operations.ts";
import { assembleFmaModule } from "./limits/fma-module.ts";
import { isWanted, isWantedPeer } from "./options.ts";
import { TIME_LIMITS } from "./requirements.ts";
import { fitCostModel } from "./scaling/cost-model.ts";
import { isInFirstHalf, listPoints, operationsOf, parametersOf } from "./scaling/grid.ts";
import { PAGE, readLatest, withTable, writeSpeedTable } from "./speed-table.ts";
import { compareRounds, median } from "./statistics.ts";

test("a ratio is that of the medians, its range that of single rounds", () => {
  expect(median([3, 1, 2, 10])).toBe(2.5);
  expect(compareRounds([1, 2, 3], [2, 2, 2, 9])).toEqual({ ofMedians: 1, least: 0.5, most: 1.5 });
});

test("every limit is one of a case that has this peer", () => {
  for (const { id, peer } of TIME_LIMITS) expect(CASES.find((timed) => timed.id === id)?.peers).toContain(peer);
});

test("a step of case C counts as six products, less one that the first layer's inputs do not need", () => {
  const wide = CASES.find(({ id }) => id === "C-wasm")!;
  const [first, second, third] = [784 * 2048, 2048 * 2048, 2048 * 10];
  expect(countOperations(wide)).toEqual({ dense: 2 * 256 * (2 * first + 3 * second + 3 * third), effective: null });
});

test("the module of multiply-adds is valid and multiplies", () => {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assembleFmaModule()), {});
  const run = exports.run as (rounds: number, left: number, right: number) => number;
  expect(run(3, 0.5, 0.25)).toBe(12 * 8 * 3 * 0.125);
});

test("names choose cases and peers", () => {
  expect(isWanted("B-sgd", ["b"])).toBe(true);
  expect(isWanted("A1", ["a"])).toBe(false);
  expect(isWantedPeer("PyTorch", ["torch"])).toBe(true);
  expect(isWantedPeer("TensorFlow.js cpu", ["numpy"])).toBe(false);
});

test("a cost model finds prices that explain what it did not see", () => {
  const cost = (point: Parameters<typeof operationsOf>[0]) =>
    1e-6 + 3e-11 * operationsOf(point) + 2e-10 * parametersOf(point);
  const points = listPoints().map((point) => ({ ...point, seconds: cost(point) }));
  const model = fitCostModel(points.filter(isInFirstHalf));
  for (const point of points) expect(model.predict(point) / point.seconds).toBeCloseTo(1, 1);
});

test("the table of the page on speed is that of the latest whole run", () => {
  const latest = readLatest(join(import.meta.dirname, "results"));
  if (latest === null) throw new Error("bench/results holds no whole run");
  const page = readFileSync(PAGE, "utf8");
  expect(withTable(page, writeSpeedTable(latest))).toBe(page);
});
