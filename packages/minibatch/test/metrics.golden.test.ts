/** The metrics against scikit-learn's, on drawn predictions with and without ties (fixtures/make-metrics.py). */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { accuracy, binaryAccuracy } from "../src/metrics/accuracy.ts";
import { confusionMatrix } from "../src/metrics/confusion-matrix.ts";
import { meanAbsoluteError } from "../src/metrics/mean-absolute-error.ts";
import { type PrecisionRecall, precisionRecall } from "../src/metrics/precision-recall.ts";
import { predictBits, predictClasses } from "../src/metrics/predict-classes.ts";
import { rocAuc } from "../src/metrics/roc-auc.ts";
import { topKAccuracy } from "../src/metrics/top-k-accuracy.ts";
import { expectClose } from "./expect-close.ts";

interface Scored {
  readonly name: string;
  readonly scores: readonly number[];
  readonly labels: readonly number[];
  readonly accuracy: number;
}
interface Multiclass extends Scored {
  readonly classes: number;
  readonly confusion: readonly number[];
  readonly precision: readonly number[];
  readonly recall: readonly number[];
  readonly f1: readonly number[];
  readonly macro: readonly number[];
  readonly micro: readonly number[];
  /** for k = 1, 2, ...; null where there are ties, which scikit-learn orders otherwise */
  readonly topK: readonly number[] | null;
}
interface Binary extends Scored {
  readonly binary: readonly number[];
  readonly rocAuc: number;
  readonly meanAbsoluteError: number;
}

const golden = JSON.parse(readFileSync(new URL("../fixtures/metrics-sklearn.json", import.meta.url), "utf8")) as {
  readonly multiclass: readonly Multiclass[];
  readonly binary: readonly Binary[];
};
const CLOSE = { rel: 1e-14 };
const figures = ({ precision, recall, f1 }: PrecisionRecall): number[] => [precision, recall, f1];

describe.each(golden.multiclass)("of several classes: $name", (wanted) => {
  const { scores, labels, classes } = wanted;

  test("accuracy", () => expectClose(accuracy(scores, labels, classes), wanted.accuracy, CLOSE));

  test("confusion matrix, precision, recall and F1", () => {
    const matrix = confusionMatrix(predictClasses(scores, classes), labels, classes);
    expect([...matrix]).toEqual(wanted.confusion);
    const report = precisionRecall(matrix);
    for (const figure of ["precision", "recall", "f1"] as const) {
      expectClose(
        report.perClass.map((one) => one[figure]),
        wanted[figure],
        CLOSE,
      );
    }
    expectClose(figures(report.macro), wanted.macro, CLOSE);
    expectClose(figures(report.micro), wanted.micro, CLOSE);
  });
});

test.each(golden.multiclass.filter(({ topK }) => topK !== null))(
  "top k: $name",
  ({ scores, labels, classes, topK }) => {
    for (const [i, value] of topK!.entries()) {
      expectClose(topKAccuracy(scores, labels, classes, i + 1), value, CLOSE);
    }
  },
);

describe.each(golden.binary)("of two classes: $name", (wanted) => {
  const { scores, labels } = wanted;

  test("accuracy above one half", () => expectClose(binaryAccuracy(scores, labels), wanted.accuracy, CLOSE));
  test("ROC AUC", () => expectClose(rocAuc(scores, labels), wanted.rocAuc, CLOSE));
  test("mean absolute error", () => expectClose(meanAbsoluteError(scores, labels), wanted.meanAbsoluteError, CLOSE));
  test("precision, recall and F1 of class 1", () => {
    const report = precisionRecall(confusionMatrix(predictBits(scores), labels, 2));
    expectClose(figures(report.perClass[1]), wanted.binary, CLOSE);
  });
});
