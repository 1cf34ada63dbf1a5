import { createTrainer, DataError, decodeCheckpoint, encodeCheckpoint, FormatError, type Trainer } from "minibatch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tableOf } from "../../test/frames.ts";
import type { Frame } from "../frame/frame.ts";
import { openModel, type PreparedModel } from "./open-model.ts";
import { type PreparedData, prepareData } from "./prepare-data.ts";
import { saveModel } from "./save-model.ts";

const rows = 60;
const list = <T>(of: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => of(row));
const table = tableOf({
  size: list((row) => row % 10),
  colour: list((row) => (row % 2 === 0 ? "red" : "blue")),
  price: list((row) => 1000.5 + 50 * (row % 10) + (row % 2 === 0 ? 200 : 0)),
});
const frame: Frame = {
  ...table,
  columns: [
    ...table.columns,
    { kind: "array", name: "wave", shape: [2, 2], values: Float32Array.from({ length: rows * 4 }, (_, i) => i % 7) },
  ],
};

async function train(data: PreparedData): Promise<Trainer> {
  const model = data.model({ hidden: [8] });
  const trainer = await createTrainer({ model, optimizer: { kind: "adam", learningRate: 0.05 }, numerics: "strict" });
  await trainer.fit(data.train, { epochs: 30 });
  return trainer;
}

let bytes: Uint8Array;
let model: PreparedModel;
const data = prepareData(frame, { target: "price", split: { seed: 3 } });
beforeAll(async () => {
  const trainer = await train(data);
  bytes = saveModel(trainer, data.preparation);
  trainer.dispose();
  model = await openModel(bytes);
});
afterAll(() => model.dispose());

const wave = [
  [0, 1],
  [2, 3],
];

describe("raw rows", () => {
  test("as a frame and as objects have the same answers, in the target's unit", async () => {
    const own = frame.columns[3]!;
    if (own.kind !== "array") throw new Error("the fourth column is of arrays");
    const objects = [0, 7].map((row) => ({
      wave: own.values.slice(row * 4, row * 4 + 4),
      colour: row % 2 === 0 ? "red" : "blue",
      size: row % 10,
      unused: {},
    }));
    const all = await model.predict(frame);
    expect(all).toHaveLength(rows);
    expect(await model.predict(objects)).toEqual([all[0], all[7]]);
    const [first] = all;
    expect(first?.task === "regression" && Math.abs(first.values.price! - 1200.5)).toBeLessThan(60);
  });

  test("may miss values, and none are answered with none", async () => {
    const [missing, filled] = await model.predict([
      { size: null, colour: null, wave },
      { size: NaN, colour: "green", wave: wave.flat() },
    ]);
    expect(missing).toEqual(filled);
    expect(await model.predict([])).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    [
      "text for a number",
      { size: "3", colour: "red", wave },
      'Cannot predict row 1: "size" is "3", should be a number, or null',
    ],
    [
      "a list for a text",
      { size: 3, colour: ["red"], wave },
      'Cannot predict row 1: "colour" is a object, should be a text, or null',
    ],
    [
      "a column that is not given",
      { size: 3, color: "red", wave },
      'Cannot predict row 1: it has no "colour", only "size", "color", "wave"; give it, null where it is missing',
    ],
    ["no row", null, "Cannot predict row 1: it is null, should be an object with a value a column"],
    [
      "an array of another size",
      { size: 3, colour: "red", wave: [1, 2, 3] },
      'Cannot predict row 1: "wave" is no list of numbers of the shape [2, 2]; give 4 numbers',
    ],
    [
      "an array of texts",
      { size: 3, colour: "red", wave: ["1", 2, 3, 4] },
      'Cannot predict row 1: "wave" is no list of numbers of the shape [2, 2]; give 4 numbers',
    ],
    [
      "an array with a gap",
      { size: 3, colour: "red", wave: [1, 2, NaN, 4] },
      'Cannot prepare column "wave" of the given rows: row 1 has no value; mend it, or leave the row out',
    ],
    [
      "no number at all",
      { size: Infinity, colour: "red", wave },
      'Cannot use column "size" of the given rows: row 1 holds Infinity, should be a finite number; mend it, or leave it empty and impute it',
    ],
  ])("%s", async (_, row, message) => {
    await expect(model.predict([row as never])).rejects.toThrow(new DataError(message));
  });
});

describe("bytes that are no such model", () => {
  const changed = (change: (meta: Record<string, unknown>) => unknown): Uint8Array => {
    const { arrays, meta } = decodeCheckpoint(bytes);
    return encodeCheckpoint(arrays, change(structuredClone(meta) as Record<string, unknown>));
  };

  test.each<[string, (meta: Record<string, unknown>) => unknown, string]>([
    [
      "a checkpoint alone",
      ({ preparation: _, ...rest }) => rest,
      "Cannot open the model: it has no preprocessing; open it with restoreTrainer, or save it with saveModel",
    ],
    [
      "another checkpoint",
      () => null,
      "Cannot open the model: it has no preprocessing; open it with restoreTrainer, or save it with saveModel",
    ],
    [
      "preprocessing of another version",
      (meta) => ({ ...meta, preparation: { version: 9 } }),
      "Cannot read the preprocessing: it is of version 9, this minibatch reads version 1; use the minibatch that wrote it",
    ],
    [
      "no network",
      ({ preparation }) => ({ preparation }),
      "Cannot restore the trainer: the checkpoint holds something else; give one that trainer.checkpoint() wrote",
    ],
  ])("%s", async (_, change, message) => {
    await expect(openModel(changed(change))).rejects.toThrow(new FormatError(message));
  });

  test("a network of other data", async () => {
    const narrow = prepareData(frame, { target: "price", ignore: ["wave"] });
    const trainer = await train(narrow);
    await expect(openModel(saveModel(trainer, data.preparation))).rejects.toThrow(
      new FormatError(
        "Cannot open the model: its network takes 3 numbers a row, its preprocessing gives 7; use another copy",
      ),
    );
    const target = { task: "regression", columns: ["price", "rent"], classes: [] } as const;
    await expect(openModel(saveModel(trainer, { ...narrow.preparation, target, targetSteps: [] }))).rejects.toThrow(
      new FormatError(
        "Cannot open the model: its network does not answer its target (model.layers[1].units: cannot be 1: numbers ask for 2 outputs (2 linear outputs; the loss is mean squared error); write 2, or give hidden instead of layers); use another copy",
      ),
    );
    trainer.dispose();
  });
});

test("splits are as asked, by class where there are classes, and the same for one seed", () => {
  const classes = tableOf({ x: list((row) => row), y: list((row) => (row % 6 === 0 ? "few" : "many")) });
  const {
    rows: split,
    train: trained,
    validation,
    test: tested,
  } = prepareData(classes, { target: "y", split: { validation: 12, test: 0.1, seed: 5 } });
  expect([split.train.length, split.validation.length, split.test.length]).toEqual([42, 12, 6]);
  expect([...split.train, ...split.validation, ...split.test].sort((a, b) => a - b)).toEqual(list((row) => row));
  expect([split.validation, split.test].map((some) => some.filter((row) => row % 6 === 0).length)).toEqual([2, 1]);
  expect([trained.x.rows, validation?.x.rows, tested?.x.rows]).toEqual([42, 12, 6]);
  expect(prepareData(classes, { target: "y", split: { validation: 12, test: 0.1, seed: 5 } }).rows).toEqual(split);
  expect(prepareData(classes, { target: "y", split: { validation: 12, test: 0.1, seed: 6 } }).rows).not.toEqual(split);
  expect(prepareData(classes, { target: "y", split: { validation: 0, test: 0 } }).validation).toBeNull();
});

test.each<[Parameters<typeof prepareData>[1]["split"], string]>([
  [{ validation: 0.5, test: 0.5 }, "Cannot split the 60 rows of a.csv: none is left to train on; give smaller shares"],
  [{ validation: 1.5 }, "split.validation: cannot use 1.5: it must be a share below 1, or a whole number of rows"],
  [{ test: -1 }, "split.test: cannot use -1: it must be a share below 1, or a whole number of rows"],
  [{ test: NaN }, "split.test: cannot use NaN: it must be a share below 1, or a whole number of rows"],
  [{ stratify: true }, "split.stratify: cannot be true: the target is regression, which has no classes"],
])("split %j", (split, message) => {
  expect(() => prepareData(frame, { target: "price", split })).toThrow(message);
});
