/** A trained network, measured on rows that it was not trained on. */
import type { Dataset, Trainer } from "minibatch";
import {
  dataSets,
  type Frame,
  isFileData,
  prepareRows,
  splitFrame,
  targetNumbers,
  type TargetSpec,
  undoTargetSteps,
} from "minibatch-data";
import { InputError } from "../errors.ts";
import type { OpenModel } from "../models/model-file.ts";
import { keyOfFile, openTrainingData, type TrainingSets } from "../training/training-data.ts";
import { measurePerformance } from "./measure-performance.ts";
import { showDataset, showFrame } from "./shown-rows.ts";
import type { TaskPerformance } from "./task-performance.ts";

export interface SplitPerformance {
  /** what is measured on: the test split where there is one */
  readonly split: "test" | "validation";
  readonly performance: TaskPerformance;
}

/** That of the best trial, or in one line why it cannot be told. */
export type BestPerformance = (SplitPerformance & { readonly trial: number }) | { readonly missing: string };

/**
 * Of the network on its own test split, or where it has none its validation split. `sets` hold the rows, as
 * `openTrainingData` takes them. Throws InputError where there are no such rows, or its outputs are no answers.
 */
export async function collectPerformance(model: OpenModel, sets: TrainingSets): Promise<SplitPerformance> {
  const { data, name } = model.origin;
  if (data === null) throw new InputError(`Cannot measure ${name}: it does not say what it was trained on`);
  return isFileData(data) ? measureOnFile(model, sets) : measureOnSet(model, sets);
}

async function measureOnFile({ trainer, origin, preparation }: OpenModel, sets: TrainingSets): Promise<SplitPerformance> {
  const { data, name } = origin;
  if (data === null || !isFileData(data) || preparation === null) {
    throw new InputError(`Cannot measure ${name}: it does not say how its rows become numbers`);
  }
  const frame = sets[keyOfFile(data)] as Frame;
  const drawn = splitFrame(frame, data);
  const split = drawn.test.length > 0 ? "test" : "validation";
  const rows = drawn[split];
  if (rows.length === 0) throw nothingLeft(name);
  const { target } = preparation;
  const answers = await trainer.predict(prepareRows(preparation, frame, rows));
  const performance = measurePerformance({
    target,
    truth: targetNumbers(target, frame, rows),
    outputs: asAnswers(target, undoTargetSteps(preparation, answers), name),
    shown: showFrame(frame, rows, target.columns),
  });
  return { split, performance };
}

async function measureOnSet({ trainer, origin }: OpenModel, sets: TrainingSets): Promise<SplitPerformance> {
  const { data, name } = origin;
  if (data === null || isFileData(data)) throw new InputError(`Cannot measure ${name}: it was not trained on a set`);
  const { test, validation } = openTrainingData(data, sets);
  const split = test === null ? "validation" : "test";
  const rows = test ?? validation;
  if (rows === null) throw nothingLeft(name);
  const { targets, picture = null } = dataSets[data.set].shape(data);
  const target = targetOfSet(targets, rows);
  const performance = measurePerformance({
    target,
    truth: rows.y.values,
    outputs: asAnswers(target, await predict(trainer, rows), name),
    shown: showDataset(rows, split, picture),
  });
  return { split, performance };
}

function nothingLeft(name: string): InputError {
  return new InputError(`Cannot measure ${name}: all of its rows were trained on, none were left to test it`);
}

function predict(trainer: Trainer, { x }: Dataset): Promise<ArrayLike<number>> {
  return trainer.predict(x);
}

/** Columns of a set have no names. */
function targetOfSet(targets: ReturnType<(typeof dataSets)["mnist"]["shape"]>["targets"], { y }: Dataset): TargetSpec {
  if (targets.kind === "classes") return { task: "classes", columns: ["class"], classes: targets.names };
  const count = y.kind === "values" ? y.columns : 1;
  const columns = count === 1 ? ["target"] : Array.from({ length: count }, (_, i) => `target ${i + 1}`);
  if (targets.kind === "numbers") return { task: "regression", columns, classes: [] };
  return count === 1 ? { task: "binary", columns, classes: ["0", "1"] } : { task: "labels", columns, classes: [] };
}

/** With mean squared error a network may be asked for yes or no and answer with any number. */
function asAnswers({ task }: TargetSpec, outputs: ArrayLike<number>, name: string): ArrayLike<number> {
  const isAnswer = (value: number): boolean =>
    Number.isFinite(value) && (task === "regression" || (value >= 0 && value <= 1));
  for (let i = 0; i < outputs.length; i++) {
    if (isAnswer(outputs[i]!)) continue;
    const should = task === "regression" ? "a finite number" : "a probability of 0 to 1";
    throw new InputError(`Cannot measure ${name}: its output ${i} is ${outputs[i]}, should be ${should}`);
  }
  return outputs;
}
