import { createTrainer, type Dataset, type LossKind, type Rows, type Trainer } from "minibatch";
import { expect, test } from "vitest";
import { describePerformance } from "./describe-performance.ts";

const ROWS = 24;
const x: Rows = {
  kind: "dense",
  rows: ROWS,
  features: 2,
  scale: 1,
  values: Float32Array.from({ length: 2 * ROWS }, (_, i) => Math.sin(7 * i)),
};

function open(units: number, loss: LossKind): Promise<Trainer> {
  return createTrainer({
    model: { inputs: 2, layers: [{ kind: "dense", units }], loss },
    optimizer: { kind: "sgd", learningRate: 0.1 },
    seed: 5,
    numerics: "strict",
  });
}

const classes = (of: (row: number) => number): Dataset["y"] => ({
  kind: "classes",
  values: Uint8Array.from({ length: ROWS }, (_, row) => of(row)),
});
const targets = (outputs: number, of: (row: number) => number): Dataset["y"] => ({
  kind: "values",
  columns: outputs,
  values: Float32Array.from({ length: ROWS * outputs }, (_, i) => of(i)),
});

/** counted by hand, [true class][predicted class] */
function count(kinds: number, pairs: readonly (readonly [label: number, predicted: number])[]): number[][] {
  const table = Array.from({ length: kinds }, () => Array.from({ length: kinds }, () => 0));
  for (const [label, predicted] of pairs) table[label]![predicted]! += 1;
  return table;
}

test("three classes: each row is taken for the one with the largest probability", async () => {
  using trainer = await open(3, "softmax-cross-entropy");
  const data: Dataset = { x, y: classes((row) => row % 3) };
  const outputs = await trainer.predict(x);
  const pairs = Array.from({ length: ROWS }, (_, row): [number, number] => {
    const own = [...outputs.subarray(3 * row, 3 * row + 3)];
    return [row % 3, own.indexOf(Math.max(...own))];
  });
  const told = await describePerformance(trainer, data);
  const confusion = count(3, pairs);
  expect(told.confusion).toEqual(confusion);
  expect(told.auc).toBeNull();
  expect(told.rows).toBe(ROWS);
  expect(told.accuracy).toBe(pairs.filter(([label, predicted]) => label === predicted).length / ROWS);
  expect(told.loss).toBe((await trainer.evaluate(data)).loss);
  expect(told.classes).toHaveLength(3);
  for (const [label, { recall }] of told.classes!.entries()) expect(recall).toBe(confusion[label]![label]! / 8);
});

test("two classes of one output: from a half on it is a 1; the area under the curve is the share of pairs in order", async () => {
  using trainer = await open(1, "sigmoid-binary-cross-entropy");
  const labelOf = (row: number): number => (row % 4 === 0 ? 1 : 0);
  const probabilities = [...(await trainer.predict(x))];
  const told = await describePerformance(trainer, { x, y: targets(1, labelOf) });
  expect(told.confusion).toEqual(
    count(
      2,
      probabilities.map((value, row) => [labelOf(row), value >= 0.5 ? 1 : 0]),
    ),
  );
  expect(told.classes).toHaveLength(2);
  const ones = probabilities.filter((_, row) => labelOf(row) === 1);
  const zeros = probabilities.filter((_, row) => labelOf(row) === 0);
  const inOrder = ones.flatMap((one) => zeros.map((zero) => (one > zero ? 1 : one === zero ? 0.5 : 0)));
  expect(told.auc).toBeCloseTo(inOrder.reduce((sum: number, value) => sum + value, 0) / inOrder.length, 12);
});

test.each([0, 1])("where every label is %i there is no curve", async (label) => {
  using trainer = await open(1, "sigmoid-binary-cross-entropy");
  const told = await describePerformance(trainer, { x, y: targets(1, () => label) });
  expect(told.auc).toBeNull();
  expect(told.confusion![1 - label]).toEqual([0, 0]);
});

test("a regression has a loss, and neither accuracy nor classes", async () => {
  using trainer = await open(2, "mean-squared-error");
  const data: Dataset = { x, y: targets(2, (i) => i / 10) };
  const { loss } = await trainer.evaluate(data);
  expect(await describePerformance(trainer, data)).toEqual({
    ...{ rows: ROWS, loss, accuracy: null, classes: null, confusion: null, auc: null },
  });
});
