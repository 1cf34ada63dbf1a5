/** The trainings with habits that PyTorch has made too: fixtures/make-habits.py. */
import { readFileSync } from "node:fs";
import { createTrainer, type Dataset, decodeCheckpoint, type Trainer, type TrainerOptions } from "../src/index.ts";
import type { FloatArray } from "../src/math/float-array.ts";

export interface HabitCase {
  readonly name: string;
  readonly optimizer: TrainerOptions["optimizer"];
  readonly layers: readonly object[];
  readonly batchSize: number;
  readonly updates: number;
  /** of each tensor: after the last update, and what evaluates and predicts */
  readonly last: readonly (readonly number[])[];
  readonly average: readonly (readonly number[])[];
}

const {
  sizes,
  epochs,
  x,
  y,
  tensors0,
  cases: byName,
} = JSON.parse(readFileSync(new URL("../fixtures/habits-torch.json", import.meta.url), "utf8")) as {
  readonly sizes: readonly number[];
  readonly epochs: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly tensors0: readonly (readonly number[])[];
  readonly cases: Readonly<Record<string, Omit<HabitCase, "name">>>;
};

export const habitEpochs: number = epochs;

export const habitCases: readonly HabitCase[] = Object.entries(byName).map(([name, one]) => ({ name, ...one }));

export const habitData: Dataset = {
  x: { kind: "dense", rows: y.length, features: sizes[0], values: Float64Array.from(x), scale: 1 },
  y: { kind: "classes", classes: sizes.at(-1) as number, values: Uint8Array.from(y) },
} as Dataset;

/** The case's trainer, with its first weights. */
export async function habitTrainer(
  { layers, optimizer }: HabitCase,
  options: Omit<Partial<TrainerOptions>, "model" | "optimizer">,
): Promise<Trainer> {
  const model = {
    inputs: sizes[0],
    layers: layers.map((habits, i) => ({
      ...{ kind: "dense", units: sizes[i + 1], activation: i === layers.length - 1 ? "linear" : "tanh" },
      ...habits,
    })),
    loss: "softmax-cross-entropy",
  } as TrainerOptions["model"];
  const trainer = await createTrainer({ model, optimizer, ...options });
  const names = trainer.weights().map(({ name }) => name);
  trainer.setWeights(names.map((name, i) => ({ name, values: Float64Array.from(tensors0[i]) })));
  return trainer;
}

/** The tensors after the last update, in the model's order, whether trained or frozen. */
export function lastTensors(trainer: Trainer): readonly FloatArray[] {
  const { arrays } = decodeCheckpoint(trainer.checkpoint());
  const array = (name: string) => arrays.find((one) => one.name === name)?.values as FloatArray;
  let offset = 0;
  return trainer.weights().map(({ name, values: { length } }) => {
    const kept = array(`tensor.${name}`);
    if (kept !== undefined) return kept;
    offset += length;
    return array("parameters").subarray(offset - length, offset);
  });
}
