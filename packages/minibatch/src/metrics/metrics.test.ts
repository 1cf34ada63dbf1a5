/** What scikit-learn's figures do not show: ties, the doors, and that NaN never counts. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/expect-close.ts";
import { DataError } from "../errors.ts";
import { accuracy, binaryAccuracy } from "./accuracy.ts";
import { confusionMatrix } from "./confusion-matrix.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import { meanLoss } from "./mean-loss.ts";
import { precisionRecall } from "./precision-recall.ts";
import { predictBits, predictClasses } from "./predict-classes.ts";
import { rocAuc } from "./roc-auc.ts";
import { topKAccuracy } from "./top-k-accuracy.ts";

const NaN_ = Number.NaN;

test("of equal scores the first class is predicted, and first in the order", () => {
  expect([...predictClasses([1, 1, 0, 0, 2, 2], 3)]).toEqual([0, 1]);
  expect(topKAccuracy([1, 1, 1], [1], 3, 1)).toBe(0);
  expect(topKAccuracy([1, 1, 1], [1], 3, 2)).toBe(1);
});

test("top 1 is the accuracy and top C is everything, ties or not", () => {
  const score = fc.integer({ min: 0, max: 3 });
  const row = fc.record({ scores: fc.tuple(score, score), label: fc.integer({ min: 0, max: 1 }) });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), (drawn) => {
      const scores = drawn.flatMap(({ scores }) => scores);
      const labels = drawn.map(({ label }) => label);
      expect(topKAccuracy(scores, labels, 2, 1)).toBe(accuracy(scores, labels, 2));
      expect(topKAccuracy(scores, labels, 2, 2)).toBe(1);
    }),
  );
});

test("at the threshold a prediction is 0", () => {
  expect([...predictBits([0.5, 0.500001, 0.2, 1], 0.5)]).toEqual([0, 1, 0, 1]);
  expect(binaryAccuracy([0.5, 0.9, 0.2], [0, 1, 1])).toBe(2 / 3);
  expect(binaryAccuracy([0.2], [1], 0.1)).toBe(1);
});

test("a class that is never predicted and never a label has shares of 0", () => {
  const { perClass, macro, micro } = precisionRecall(confusionMatrix([0, 1, 1], [0, 0, 1], 3));
  expect(perClass[2]).toEqual({ precision: 0, recall: 0, f1: 0 });
  expect(perClass[0]).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3 });
  expectClose(macro.f1, (2 / 3 + 2 / 3) / 3, { rel: 1e-15 });
  expect(micro.f1).toBe(2 / 3);
});

describe("ROC AUC", () => {
  test("counts pairs: 3 of 4 in order, a tie half, infinities in order", () => {
    expect(rocAuc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.75);
    expect(rocAuc([0.5, 0.5], [0, 1])).toBe(0.5);
    expect(rocAuc([-Infinity, Infinity, 0, Infinity], [0, 1, 0, 0])).toBe(2.5 / 3);
  });

  test("is the share of pairs in order, whatever the scores, and 1 - AUC when they are turned round", () => {
    const scored = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.boolean()), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(scored, (drawn) => {
        const [up, down] = [true, false].map((label) =>
          drawn.filter((row) => row[1] === label).map(([score]) => score),
        );
        fc.pre(up.length > 0 && down.length > 0);
        let inOrder = 0;
        for (const a of up) for (const b of down) inOrder += a > b ? 1 : a === b ? 0.5 : 0;
        const scores = drawn.map(([score]) => score);
        const labels = drawn.map(([, label]) => Number(label));
        expectClose(rocAuc(scores, labels), inOrder / (up.length * down.length), { abs: 1e-15 });
        const turned = scores.map((score) => -score);
        expectClose(rocAuc(turned, labels), 1 - inOrder / (up.length * down.length), { abs: 1e-15 });
      }),
    );
  });
});

test("a smaller last batch weighs less", () => {
  expect(meanLoss([1, 4], [3, 1])).toBe(1.75);
});

test.each<[string, () => unknown, string]>([
  ["accuracy", () => accuracy([0.2, NaN_], [0], 2), "Cannot predict classes: prediction 1 is NaN"],
  ["binary accuracy", () => binaryAccuracy([NaN_], [0]), "prediction 0 is NaN"],
  ["top k", () => topKAccuracy([NaN_, 1], [1], 2, 1), "prediction 0 is NaN"],
  ["ROC AUC", () => rocAuc([0, NaN_], [0, 1]), "score 1 is NaN"],
  ["absolute error", () => meanAbsoluteError([0, NaN_], [0, 1]), "prediction 1 is NaN"],
  ["absolute error of targets", () => meanAbsoluteError([0, 1], [Infinity, 1]), "target 0 is Infinity"],
  ["mean loss", () => meanLoss([NaN_], [1]), "loss 0 is NaN"],
  ["confusion of NaN", () => confusionMatrix([NaN_], [0], 2), "label 0 is NaN"],
  ["a label too large", () => accuracy([0, 1], [2], 2), "label 0 is 2; it must be a whole number from 0 to 1"],
  ["a label of one half", () => rocAuc([0, 1], [0, 0.5]), "label 1 is 0.5"],
  ["a label below 0", () => topKAccuracy([0, 1], [-1], 2, 1), "label 0 is -1"],
  ["too few labels", () => accuracy([0, 1, 1, 0], [0], 2), "there are 1 labels for 2 predictions"],
  ["a broken row", () => accuracy([0, 1, 1], [0], 2), "3 predictions do not make rows of 2"],
  ["no rows", () => accuracy([], [], 2), "there are no predictions"],
  ["no columns", () => predictClasses([1], 0), "a row of 0 columns"],
  ["k of 0", () => topKAccuracy([0, 1], [0], 2, 0), "k must be a whole number from 1 to 2"],
  ["k beyond the classes", () => topKAccuracy([0, 1], [0], 2, 3), "Cannot measure top-3 accuracy"],
  ["one class only", () => rocAuc([0, 1], [1, 1]), "every label is 1"],
  ["a matrix that is not square", () => precisionRecall([1, 2, 3]), "3 counts is not square"],
  ["a matrix that is empty", () => precisionRecall([]), "0 counts is not square"],
  ["a count of NaN", () => precisionRecall([1, NaN_, 0, 1]), "label 0 predicted as 1 is NaN"],
  ["a count without end", () => precisionRecall([1, 0, 0, Infinity]), "label 1 predicted as 1 is Infinity"],
  ["a count below 0", () => precisionRecall([1, 0, -1, 1]), "label 1 predicted as 0 is -1"],
  [
    "a matrix of rows",
    () =>
      precisionRecall([
        [1, 0],
        [0, 1],
      ] as unknown as number[]),
    "is a list, should be a number from 0 to 2^53 - 1; give the rows one after the other",
  ],
  ["a count whose sums would not be finite", () => precisionRecall([1e308, 0, 0, 1]), "predicted as 0 is 1e+308"],
  ["a big integer", () => precisionRecall([1n, 0, 0, 1] as unknown as number[]), "predicted as 0 is a bigint"],
  ["no matrix at all", () => precisionRecall(null as unknown as number[]), "the counts are null; give a list"],
  ["no predictions at all", () => accuracy(undefined as unknown as number[], [0], 2), "predictions are undefined"],
  ["no labels at all", () => rocAuc([0, 1], null as unknown as number[]), "the labels are null; give a list"],
  ["one number", () => meanAbsoluteError(3 as unknown as number[], [1]), "the predictions are 3; give a list"],
  ["a batch without rows", () => meanLoss([1], [0]), "batch 0 has 0 rows"],
])("refuses %s", (_name, call, message) => {
  expect(call).toThrow(DataError);
  expect(call).toThrow(message);
});

// one too few and one too many, of every metric that compares two lists
test.each<[string, (count: number) => unknown, string]>([
  ["accuracy", (count) => accuracy([0, 1, 1, 0], new Array(count).fill(0), 2), "labels"],
  ["binary accuracy", (count) => binaryAccuracy([0, 1], new Array(count).fill(0)), "targets"],
  ["top k", (count) => topKAccuracy([0, 1, 1, 0], new Array(count).fill(0), 2, 1), "labels"],
  ["ROC AUC", (count) => rocAuc([0, 1], [0, 1, 1].slice(0, count)), "labels"],
  ["absolute error", (count) => meanAbsoluteError([0, 1], new Array(count).fill(0)), "targets"],
  ["mean loss", (count) => meanLoss([0, 1], new Array(count).fill(1)), "row counts"],
  ["confusion", (count) => confusionMatrix([0, 1], new Array(count).fill(0), 2), "labels"],
])("%s is of lists that are equally long", (_name, call, what) => {
  for (const count of [1, 3]) {
    expect(() => call(count)).toThrow(DataError);
    expect(() => call(count)).toThrow(`there are ${count} ${what} for 2 `);
  }
  expect(() => call(2)).not.toThrow();
});
