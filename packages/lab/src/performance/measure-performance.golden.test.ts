/** Against scikit-learn, SciPy and NumPy; the figures and the script that made them are in fixtures/. */
import { readFileSync } from "node:fs";
import type { Preparation, TargetSpec } from "minibatch-data";
import { expect, test } from "vitest";
import { expectClose } from "../../../minibatch/test/expect-close.ts";
import { measurePerformance } from "./measure-performance.ts";
import type { ShownRows } from "./performance-input.ts";
import type {
  ClassPerformance,
  LabelPerformance,
  NumberPerformance,
  ReliabilityWithIntervals,
} from "./task-performance.ts";

interface Reliable {
  readonly share: readonly number[];
  readonly mean: readonly number[];
  readonly counts: readonly number[];
  readonly wilson: readonly (readonly [number, number])[];
  readonly expectedError: number;
}

interface Drawn {
  readonly outputs: readonly number[];
  readonly truth: readonly number[];
}

interface Classes extends Drawn {
  readonly accuracy: number;
  readonly confusion: readonly (readonly number[])[];
  /** precision, recall, F1, support */
  readonly perClass: readonly (readonly number[])[];
  readonly reliability: Reliable;
}

interface Figures {
  readonly classes: Classes & { readonly truthProbability: readonly number[] };
  readonly binary: Classes & { readonly auc: number };
  readonly labels: Drawn & {
    readonly exactRows: number;
    readonly worst: readonly number[];
    readonly each: readonly {
      readonly confusion: readonly (readonly number[])[];
      readonly precision: number;
      readonly recall: number;
      readonly f1: number;
      readonly support: number;
      readonly auc: number;
      readonly reliability: Reliable;
    }[];
  };
  readonly regression: Drawn & {
    readonly each: readonly {
      readonly rSquared: number;
      readonly meanAbsoluteError: number;
      readonly rootMeanSquaredError: number;
      readonly meanError: number;
      readonly edges: readonly number[];
      readonly counts: readonly number[];
      readonly worst: readonly number[];
    }[];
  };
}

const sklearn = JSON.parse(
  readFileSync(new URL("fixtures/performance-sklearn.json", import.meta.url), "utf8"),
) as Figures;

const shown: ShownRows = {
  columns: [],
  moreColumns: 0,
  arePictures: false,
  show: (row) => ({ place: `row ${row}`, values: [], picture: null }),
};

function prepare(target: TargetSpec): Preparation {
  return { version: 1, inputs: [], steps: [], features: null, shape: [1], target, targetSteps: [], chosen: [] };
}

const close = { abs: 1e-12, rel: 1e-12 };

function expectReliability({ bins, expectedError }: ReliabilityWithIntervals, expected: Reliable): void {
  const filled = bins.filter(({ count }) => count > 0);
  expect(bins.map(({ count }) => count)).toEqual(expected.counts);
  expectClose(
    filled.map(({ share }) => share as number),
    expected.share,
    close,
  );
  expectClose(
    filled.map(({ probability }) => probability as number),
    expected.mean,
    close,
  );
  expectClose(
    filled.flatMap(({ interval }) => interval as readonly [number, number]),
    expected.wilson.flat(),
    close,
  );
  expectClose(expectedError as number, expected.expectedError, close);
}

function expectClasses(performance: ClassPerformance, expected: Classes): void {
  expect(performance.confusion).toEqual(expected.confusion);
  expectClose(performance.accuracy, expected.accuracy, close);
  const { perClass } = performance;
  const [precision, recall, f1, support] = expected.perClass as [number[], number[], number[], number[]];
  expectClose(
    perClass.map((one) => one.precision),
    precision,
    close,
  );
  expectClose(
    perClass.map((one) => one.recall),
    recall,
    close,
  );
  expectClose(
    perClass.map((one) => one.f1),
    f1,
    close,
  );
  expect(perClass.map(({ count }) => count)).toEqual(support);
  expectReliability(performance.reliability, expected.reliability);
}

test("classes: confusion, precision, recall, F1, calibration of the told class, and the worst rows", () => {
  const { classes } = sklearn;
  const target = { task: "classes", columns: ["kind"], classes: ["a", "b", "c", "d"] } as const;
  const performance = measurePerformance({ ...classes, preparation: prepare(target), shown }) as ClassPerformance;
  expectClasses(performance, classes);
  expect(performance.auc).toBeNull();
  expect(performance.mistaken).toHaveLength(12);
  expectClose(
    performance.mistaken.map(({ truthProbability }) => truthProbability),
    classes.truthProbability.slice(0, 12),
    close,
  );
  for (const { truth, told, probability, truthProbability } of performance.mistaken) {
    expect(told).not.toBe(truth);
    expect(probability).toBeGreaterThan(truthProbability);
  }
});

test("binary: the same of yes, and the area under the ROC curve", () => {
  const { binary } = sklearn;
  const target = { task: "binary", columns: ["sold"], classes: ["no", "yes"] } as const;
  const performance = measurePerformance({ ...binary, preparation: prepare(target), shown }) as ClassPerformance;
  expectClasses(performance, binary);
  expectClose(performance.auc as number, binary.auc, close);
  const [worst] = performance.mistaken;
  expect(worst!.probability + worst!.truthProbability).toBe(1);
});

test("labels: each as yes or no, and the rows of the greatest loss", () => {
  const { labels } = sklearn;
  const target = { task: "labels", columns: ["spam", "urgent", "long"], classes: [] } as const;
  const performance = measurePerformance({ ...labels, preparation: prepare(target), shown }) as LabelPerformance;
  expectClose(performance.exactRows, labels.exactRows, close);
  for (const [j, expected] of labels.each.entries()) {
    const label = performance.perLabel[j]!;
    expect([label.confusion, label.count]).toEqual([expected.confusion, expected.support]);
    for (const figure of ["precision", "recall", "f1", "auc"] as const) {
      expectClose(label[figure] as number, expected[figure], close);
    }
    expectReliability(label.reliability, expected.reliability);
  }
  expect(performance.mistaken.map(({ place }) => place)).toEqual(labels.worst.map((row) => `row ${row}`));
  for (const { truth, told, wrong } of performance.mistaken) {
    const differing = target.columns.filter((name) => truth.includes(name) !== told.includes(name));
    expect(wrong.map(({ label }) => label)).toEqual(differing);
  }
});

test("numbers: R squared, errors, residuals by bin, and the rows that are furthest off", () => {
  const { regression } = sklearn;
  const target = { task: "regression", columns: ["small", "large"], classes: [] } as const;
  const performance = measurePerformance({ ...regression, preparation: prepare(target), shown }) as NumberPerformance;
  for (const [j, expected] of regression.each.entries()) {
    const figures = performance.perTarget[j]!;
    for (const figure of ["rSquared", "meanAbsoluteError", "rootMeanSquaredError"] as const) {
      expectClose(figures[figure] as number, expected[figure], close);
    }
    expectClose(figures.meanError, expected.meanError, { abs: 1e-10, rel: 1e-10 });
    expectClose([...figures.residuals.edges], [...expected.edges], close);
    expect(figures.residuals.counts).toEqual(expected.counts);
    expect(figures.mistaken.map(({ place }) => place)).toEqual(expected.worst.map((row) => `row ${row}`));
    expect(figures.points).toHaveLength(200);
  }
});
