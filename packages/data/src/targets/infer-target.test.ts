import { DataError } from "minibatch";
import { expect, test } from "vitest";
import { type Cells, tableOf } from "../../test/frames.ts";
import { describeTarget } from "./describe-target.ts";
import { inferTarget } from "./infer-target.ts";
import { readTarget } from "./read-target.ts";
import type { TargetSpec, TargetTask } from "./target.ts";
import { targetNumbers } from "./target-numbers.ts";

const repeat = (cells: Cells, times: number): Cells => Array.from({ length: times }, () => cells).flat();
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

test.each<[string, Cells, TargetTask | null, Omit<TargetSpec, "columns">, string]>([
  [
    "texts",
    ["b", "a", "ä", "B", "a"],
    null,
    { task: "classes", classes: ["B", "a", "b", "ä"] },
    "y: 4 classes, in this order: B, a, b, ä",
  ],
  [
    "two texts",
    ["no", "yes", "no"],
    null,
    { task: "binary", classes: ["no", "yes"] },
    "y: 2 classes: no, yes; the output is the probability of yes",
  ],
  [
    "two texts as classes",
    ["no", "yes", "no"],
    "classes",
    { task: "classes", classes: ["no", "yes"] },
    "y: 2 classes, in this order: no, yes",
  ],
  [
    "few whole numbers",
    repeat([10, 9, 2], 3),
    null,
    { task: "classes", classes: ["2", "9", "10"] },
    "y: 3 classes, in this order: 2, 9, 10",
  ],
  [
    "0 and 1, and minus 0",
    [0, 1, -0, 1, 1],
    null,
    { task: "binary", classes: ["0", "1"] },
    "y: 2 classes: 0, 1; the output is the probability of 1",
  ],
  [
    "20 whole numbers",
    repeat(range(20), 3),
    null,
    { task: "classes", classes: range(20).map(String) },
    "y: 20 classes, in this order: 0, 1, 2, 3, 4, 5, 6, 7 and 12 more",
  ],
  ["21 whole numbers", repeat(range(21), 3), null, { task: "regression", classes: [] }, "y: a number"],
  ["whole numbers in half of the rows", [1, 2, 3, 1, 2, 3], null, { task: "regression", classes: [] }, "y: a number"],
  ["fractions", repeat([0.5, 1], 5), null, { task: "regression", classes: [] }, "y: a number"],
  [
    "fractions as classes",
    repeat([1.5, 0.5], 5),
    "binary",
    { task: "binary", classes: ["0.5", "1.5"] },
    "y: 2 classes: 0.5, 1.5; the output is the probability of 1.5",
  ],
  ["few whole numbers as amounts", repeat([3, 4], 5), "regression", { task: "regression", classes: [] }, "y: a number"],
  ["one label", [0, 1, 1], "labels", { task: "labels", classes: [] }, "y: a label, each 0 or 1"],
])("%s", (_, cells, task, expected, line) => {
  const spec = inferTarget(tableOf({ y: cells }), "y", task);
  expect(spec).toEqual({ columns: ["y"], ...expected });
  expect(describeTarget(spec)).toBe(line);
  expect(Object.isFrozen(spec) && Object.isFrozen(spec.classes)).toBe(true);
  expect(readTarget(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
});

const several = tableOf({ a: [0, 1, 1], b: [1, 1, 0], c: [2.5, 1, 0], d: ["x", "y", "x"] });

test("several columns of 0 and 1 are labels, of other numbers regression", () => {
  const labels = inferTarget(several, ["b", "a"]);
  expect(labels).toEqual({ task: "labels", columns: ["b", "a"], classes: [] });
  expect(describeTarget(labels)).toBe("b, a: 2 labels, each 0 or 1");
  expect([...targetNumbers(labels, several)]).toEqual([1, 0, 1, 1, 0, 1]);
  const numbers = inferTarget(several, ["a", "c"]);
  expect(numbers).toEqual({ task: "regression", columns: ["a", "c"], classes: [] });
  expect([...targetNumbers(numbers, several, Uint32Array.of(2, 0))]).toEqual([1, 0, 0, 2.5]);
  expect(inferTarget(several, ["a", "b"], "regression").task).toBe("regression");
});

const table = tableOf({
  text: ["a", "b", null, "c"],
  full: ["a", "b", "b", "c"],
  lines: ["a", "a\nb", "b", "c"],
  same: ["a", "a", "a", "a"],
  ones: [1, 1, 1, 1],
  gap: [1, 2, null, 4],
  far: [1, Infinity, 2, 3],
});

test.each<[string, string | string[], TargetTask | null, string]>([
  ["nothing", [], null, "Cannot use a.csv: it has no target; name a column"],
  [
    "a column that is not there",
    "fuel",
    null,
    'Cannot use column "fuel" of a.csv: there is none; it has "text", "full", "lines", "same", "ones", "gap", "far"',
  ],
  ["one column twice", ["ones", "ones"], null, 'Cannot use target "ones": it is named twice; name it once'],
  [
    "a missing text",
    "text",
    null,
    'Cannot use target "text" of a.csv: it is missing in line 4; fill it in, or leave the row out',
  ],
  [
    "a missing number",
    "gap",
    null,
    'Cannot use target "gap" of a.csv: it is missing in line 4; fill it in, or leave the row out',
  ],
  [
    "a class of two lines",
    "lines",
    null,
    'Cannot use target "lines" of a.csv: it is "a\\nb" in line 3, which holds the line break U+000A; write it without that',
  ],
  [
    "one text",
    "same",
    null,
    'Cannot use target "same" of a.csv: it is "a" in every row, so there is nothing to learn; name another column',
  ],
  [
    "one number",
    "ones",
    null,
    'Cannot use target "ones" of a.csv: it is "1" in every row, so there is nothing to learn; name another column',
  ],
  [
    "texts as numbers",
    "full",
    "regression",
    'Cannot use target "full" of a.csv: it is text (line 2 has "a"), should be numbers for task: regression; use task: classes',
  ],
  [
    "three classes as two",
    "full",
    "binary",
    'Cannot use target "full" of a.csv: it has 3 different values, should have two for task: binary; use task: classes',
  ],
  [
    "texts as labels",
    ["ones", "full"],
    "labels",
    'Cannot use target "full" of a.csv: it is of texts, should be 0 and 1 for task: labels',
  ],
  [
    "numbers as labels",
    ["ones", "far"],
    "labels",
    'Cannot use target "far" of a.csv: it is Infinity in line 3, should be 0 or 1 for task: labels; use task: regression',
  ],
  [
    "an infinite number",
    "far",
    null,
    'Cannot use target "far" of a.csv: it is Infinity in line 3, should be a finite number',
  ],
  [
    "a text among numbers",
    ["ones", "full"],
    null,
    'Cannot use target "full" of a.csv: it is text (line 2 has "a"), should be numbers for task: regression; use task: classes',
  ],
  [
    "several as classes",
    ["ones", "full"],
    "classes",
    "Cannot use 2 targets of a.csv as classes: that is one column; name one, or use task: labels",
  ],
  [
    "a task that is none",
    "full",
    "ranking" as TargetTask,
    'Cannot use task "ranking": known are classes, binary, labels, regression',
  ],
])("%s is told", (_, columns, task, message) => {
  expect(() => inferTarget(table, columns, task)).toThrow(new DataError(message));
});

test("names of rows are no classes", () => {
  const names = range(12).map((i) => `no ${i}`);
  expect(() => inferTarget(tableOf({ y: names }), "y")).toThrow(
    'Cannot use target "y" of a.csv: it has 12 different values in 12 rows, too many for classes; name another column',
  );
  expect(() => inferTarget(tableOf({ y: range(12) }), "y", "classes")).toThrow(
    'Cannot use target "y" of a.csv: it has 12 different values in 12 rows, too many for classes; name another column; use task: regression for numbers',
  );
});
