import { expect, test } from "vitest";
import { epochTable } from "./epoch-table.ts";
import { metricTables } from "./metric-table.ts";

const metrics = {
  trainLoss: Float64Array.of(3, 1, 2),
  validationLoss: [Number.NaN, Number.NaN, Number.NaN],
  "dense1.deadUnits": [0, 0.5, 1],
};

test("a line per figure with its course, those of layers apart", () => {
  expect(metricTables(metrics, Infinity)).toEqual([
    [
      "figure           first  least  greatest  last  course",
      "---------------  -----  -----  --------  ----  ------",
      "train-loss           3      1         3     2  █▁▅",
      "validation-loss    nan      -         -   nan  ×××",
    ].join("\n"),
    [
      "of a layer         first  least  greatest  last  course",
      "-----------------  -----  -----  --------  ----  ------",
      "dense1.dead-units      0      0         1     1  ▁▅█",
    ].join("\n"),
  ]);
  expect(metricTables({}, Infinity)).toEqual([]);
});

test("the last ten epochs, or all", () => {
  const long = { trainLoss: Float64Array.from({ length: 12 }, (_, i) => i), short: [0.5] };
  const [last] = epochTable(long, Infinity, false);
  expect(last!.split("\n").slice(0, 3)).toEqual([
    "epoch  train-loss  short",
    "-----  ----------  -----",
    "    3           2      -",
  ]);
  expect(last!.split("\n").at(-1)).toBe("2 more epochs before them; --all shows them.");
  const [all] = epochTable(long, Infinity, true);
  expect(all!.split("\n")).toHaveLength(14);
  expect(all!.split("\n")[2]).toBe("    1           0  0.5000");
  expect(epochTable({ "dense1.deadUnits": [1] }, Infinity, false)).toEqual([]);
});

test("what is too narrow for is named", () => {
  const [text] = epochTable({ trainLoss: [1], validationAccuracy: [2] }, 20, false);
  expect(text).toBe(
    [
      "epoch  train-loss",
      "-----  ----------",
      "    1           1",
      "Left out, for want of room: validation-accuracy. A wider terminal shows it, and --json.",
    ].join("\n"),
  );
});
