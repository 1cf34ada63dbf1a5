/** The data sets as the trainings take them: on shared memory, cut into splits where a task asks for it. */
import type { Dataset } from "minibatch";
import type { TrainData } from "study";
import { canonicalJson } from "study/json";
import { type Split, splitByCount, splitGrouped } from "../data/splits.ts";
import { pickRows, sliceRows } from "./slice-rows.ts";

/**
 * What every worker has. Arrays lie on shared memory: one copy serves all. Null: not loaded, for nothing asks for it.
 */
export interface TrainingSets {
  /** 60,000 and 10,000 images, pixels / 255, as their non-zero entries; labels 0 .. 9 */
  readonly mnist: { readonly train: Dataset; readonly test: Dataset } | null;
  /** [4800, 20] bits, in the order of the file, typed (1) before random (0) */
  readonly sequences: Dataset | null;
}

/** All of them. */
export interface LabData extends TrainingSets {
  readonly mnist: NonNullable<TrainingSets["mnist"]>;
  readonly sequences: Dataset;
}

export interface TrainingData {
  readonly train: Dataset;
  /** null for `full` MNIST: nothing is held back */
  readonly validation: Dataset | null;
  /** null for sequences */
  readonly test: Dataset | null;
}

const VALIDATION_ROWS = 10_000;
const TRAIN_SHARE = 0.8;

/** An experiment may draw a split for each of thousands of seeds: the last few are kept. */
const MOST_KEPT = 8;
const opened = new WeakMap<TrainingSets, Map<string, TrainingData>>();

/** Cut once per thread and description, as long as it is among the last ones asked for. */
export function openTrainingData(description: TrainData, data: TrainingSets): TrainingData {
  const cache = opened.get(data) ?? new Map<string, TrainingData>();
  opened.set(data, cache);
  const key = canonicalJson(description);
  const found =
    cache.get(key) ?? (description.set === "mnist" ? cutDigits(description, data) : cutSequences(description, data));
  // a Map keeps the order in which keys were set: the first is the one not asked for the longest
  cache.delete(key);
  cache.set(key, found);
  if (cache.size > MOST_KEPT) cache.delete(cache.keys().next().value!);
  return found;
}

/** The report's: the last 10,000 of the 60,000 validate. */
function cutDigits(description: TrainData & { set: "mnist" }, { mnist }: TrainingSets): TrainingData {
  if (mnist === null) throw notLoaded("mnist");
  const { split, trainRows, validationRows, testRows } = description;
  const all = mnist.train.x.rows;
  const cut = split === "full" ? all : all - VALIDATION_ROWS;
  return {
    train: sliceRows(mnist.train, 0, Math.min(trainRows ?? cut, cut)),
    validation:
      split === "full" ? null : sliceRows(mnist.train, cut, Math.min(cut + (validationRows ?? VALIDATION_ROWS), all)),
    test: sliceRows(mnist.test, 0, Math.min(testRows ?? mnist.test.x.rows, mnist.test.x.rows)),
  };
}

function cutSequences(description: TrainData & { set: "sequences" }, { sequences }: TrainingSets): TrainingData {
  if (sequences === null) throw notLoaded("sequences");
  const whole = SPLITS[description.split](sequences, description.splitSeed);
  const rows = description.rows ?? sequences.x.rows;
  const trainRows = Math.round(TRAIN_SHARE * rows);
  return {
    train: pickRows(sequences, whole.train.subarray(0, trainRows)),
    validation: pickRows(sequences, whole.validation.subarray(0, rows - trainRows)),
    test: null,
  };
}

const SPLITS: Readonly<Record<"random" | "grouped", (sequences: Dataset, seed: number) => Split>> = {
  random: ({ x }, seed) => splitByCount(x.rows, Math.round(TRAIN_SHARE * x.rows), seed),
  grouped: ({ x }, seed) => {
    if (x.kind !== "dense") throw new TypeError("Cannot group equal rows: they need to be dense");
    return splitGrouped(x.values, x.features, TRAIN_SHARE, seed);
  },
};

function notLoaded(set: TrainData["set"]): Error {
  return new Error(
    `Cannot train on ${set}: this process has not loaded it; its owner needs to name it to loadTrainingSets`,
  );
}
