/** Batch normalization needs two numbers of each channel: batches that are too small are refused in a line. */
import { expect, test } from "vitest";
import { checkGradients, createTrainer, DataError, type ModelInput, SpecError, type Trainer } from "../src/index.ts";
import { drawBlobs } from "./toy-data.ts";

const model: ModelInput = {
  inputs: 4,
  layers: [
    { kind: "dense", units: 5 },
    { kind: "batch-norm", name: "norm" },
    { kind: "dense", units: 3 },
  ],
  loss: "softmax-cross-entropy",
};
const ofPixels: ModelInput = {
  ...model,
  layers: [
    { kind: "reshape", shape: [2, 2] },
    { kind: "batch-norm" },
    { kind: "flatten" },
    { kind: "dense", units: 3 },
  ],
};
const WHY = "norm (batch-norm) has one number of each channel in a row, and one alone has no spread to divide by";

const open = (of = model): Promise<Trainer> => createTrainer({ model: of, optimizer: "sgd", seed: 1 });

async function refusal(rows: number, batchSize?: number): Promise<string> {
  using trainer = await open();
  const before = trainer.weights();
  try {
    await trainer.fit(drawBlobs(rows, 4, 3, 1), { epochs: 1, ...(batchSize !== undefined && { batchSize }) });
  } catch (error) {
    expect(error).toBeInstanceOf(SpecError);
    expect(trainer.weights()).toEqual(before);
    return (error as Error).message;
  }
  return "taken";
}

test("a fit says which sizes will do", async () => {
  expect(await refusal(10, 1)).toBe(`batchSize: cannot be 1: ${WHY}; use 2`);
  const ends = (rows: number): string => `an epoch of ${rows} rows then ends with a batch of 1, and`;
  expect(await refusal(33)).toBe(`batchSize: cannot be 32: ${ends(33)} ${WHY}; use 31 or 33`);
  expect(await refusal(13, 4)).toBe(`batchSize: cannot be 4: ${ends(13)} ${WHY}; use 5`);
  expect(await refusal(9, 4)).toBe(`batchSize: cannot be 4: ${ends(9)} ${WHY}; use 3 or 5`);
  expect(await refusal(1)).toBe(`batchSize: cannot be 1: ${WHY}; give more rows`);
  expect(await refusal(10, 4)).toBe("taken");
  expect(await refusal(8, 4)).toBe("taken");
});

test("so do a step and a gradient check", async () => {
  using trainer = await open();
  expect(() => trainer.step(drawBlobs(1, 4, 3, 1))).toThrow(
    new DataError(`Cannot train on a batch of 1 row: ${WHY}; give at least 2`),
  );
  expect(trainer.step(drawBlobs(2, 4, 3, 1))).toBeGreaterThan(0);
  expect(() => checkGradients(model, { rows: 1 })).toThrow(
    new DataError(`Cannot train on a batch of 1 row: ${WHY}; give at least 2`),
  );
});

test("one row is enough to evaluate, to predict, and where it has several pixels", async () => {
  using trainer = await open();
  const one = drawBlobs(1, 4, 3, 1);
  expect((await trainer.evaluate(one)).loss).toBeGreaterThan(0);
  expect(await trainer.predict(one.x)).toHaveLength(3);
  using other = await open(ofPixels);
  expect(other.step(one)).toBeGreaterThan(0);
  await other.fit(drawBlobs(3, 4, 3, 1), { epochs: 1, batchSize: 1 });
  expect(checkGradients(ofPixels, { rows: 1 })).toMatchObject({ ok: true });
});
