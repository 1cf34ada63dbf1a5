/**
 * The examples' tables against scikit-learn, as `fixtures/make-table-networks.py` wrote it: what is prepared, to
 * float32's last bit, and what a 64-32 network makes of it on the same ten splits: accuracy within .01, R
 * squared within .02, mean absolute error within 3%.
 */
import { readFileSync } from "node:fs";
import { createTrainer } from "minibatch";
import { type Evaluation, evaluateAnswers, type PreparedData, prepareData, readFrame, truthOf } from "minibatch-data";
import { expect, test } from "vitest";
import { expectClose } from "../../minibatch/test/expect-close.ts";

interface Golden {
  readonly firstTestRows: readonly number[];
  readonly columns: number;
  readonly figures: readonly Readonly<Record<string, number>>[];
}

const readFixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8"));
const splits = readFixture("table-splits.json") as Readonly<Record<string, readonly (readonly number[])[]>>;
const golden = readFixture("table-networks.json") as Readonly<Record<string, Golden>>;

async function prepareAll(name: string, target: string): Promise<readonly PreparedData[]> {
  const bytes = readFileSync(new URL(`../../../examples/data/${name}.csv`, import.meta.url));
  const frame = await readFrame([{ name, bytes }], { name: `${name}.csv` });
  const all = splits[name]!.map((_, seed) => prepareData(frame, { target, split: { validation: 0, test: 0.2, seed } }));
  // else the two were not tested on the same rows
  expect(all.map(({ rows }) => [...rows.test])).toEqual(splits[name]);
  const { firstTestRows, columns } = golden[name]!;
  expect(all[0]!.preparation.shape).toEqual([columns]);
  expectClose(all[0]!.test!.x.values as Float32Array, firstTestRows, { rel: 2 ** -23, abs: 1e-30 });
  return all;
}

async function evaluate(data: PreparedData, seed: number): Promise<Evaluation> {
  const trainer = await createTrainer({
    model: data.model({ hidden: [64, 32] }),
    optimizer: { kind: "adam", learningRate: 0.001 },
    seed,
  });
  await trainer.fit(data.train, { epochs: 60, batchSize: 32 });
  const { preparation, test: tested } = data;
  const found = evaluateAnswers(preparation, await trainer.predict(tested!.x), truthOf(preparation, tested!.y));
  trainer.dispose();
  return found;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const theirs = (name: string, figure: string): number => meanOf(golden[name]!.figures.map((one) => one[figure]!));

test("penguins: classes", async () => {
  const accuracies: number[] = [];
  for (const [seed, data] of (await prepareAll("penguins", "species")).entries()) {
    const found = await evaluate(data, seed);
    accuracies.push(found.task === "classes" ? found.accuracy : Number.NaN);
  }
  expectClose(meanOf(accuracies), theirs("penguins", "accuracy"), { abs: 0.01 });
});

test("houses: a number", async () => {
  const squared: number[] = [];
  const errors: number[] = [];
  for (const [seed, data] of (await prepareAll("houses", "price")).entries()) {
    const found = await evaluate(data, seed);
    const [price] = found.task === "regression" ? found.perTarget : [];
    squared.push(price?.rSquared ?? Number.NaN);
    errors.push(price?.meanAbsoluteError ?? Number.NaN);
  }
  expectClose(meanOf(squared), theirs("houses", "rSquared"), { abs: 0.02 });
  expectClose(meanOf(errors), theirs("houses", "meanAbsoluteError"), { rel: 0.03 });
});
