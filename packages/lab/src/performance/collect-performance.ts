/** A trained network, measured on rows that it was not trained on. */
import { type Dataset, featuresOf } from "minibatch";
import {
  dataSets,
  type Frame,
  isFileData,
  outputsFor,
  type Preparation,
  prepareRows,
  splitFrame,
  type TargetSpec,
  targetNumbers,
  tellUntaught,
} from "minibatch-data";
import type { TrainData } from "study";
import { InputError } from "../errors.ts";
import type { OpenModel } from "../models/model-file.ts";
import { keyOfFile, openTrainingData, type TrainingSets } from "../training/training-data.ts";
import { type FirstLayer, lookAtFirstLayer } from "./first-layer.ts";
import { measurePerformance } from "./measure-performance.ts";
import type { PerformanceInput } from "./performance-input.ts";
import { pictureShape } from "./picture.ts";
import { numbersOf, showDataset, showFrame } from "./shown-rows.ts";
import type { TaskPerformance } from "./task-performance.ts";

export interface SplitPerformance {
  /** what is measured on: the test split where there is one */
  readonly split: "test" | "validation";
  readonly measured: TaskPerformance;
  /** classes that no training row has, a sentence each */
  readonly untaught: readonly string[];
  /** What can be seen of the first layer of a network on pictures. Absent or null: nothing */
  readonly firstLayer?: FirstLayer | null;
}

/** That of the best trial, or in one line why it cannot be told. */
export type BestPerformance = (SplitPerformance & { readonly trial: number }) | { readonly missing: string };

type FileModel = { readonly data: Extract<TrainData, { file: string }>; readonly preparation: Preparation };

/**
 * Of the network on its own test split, or where it has none its validation split. `sets` hold the rows, as
 * `openTrainingData` takes them. Throws InputError where there are no such rows, or its outputs are no answers.
 */
export async function collectPerformance(model: OpenModel, sets: TrainingSets): Promise<SplitPerformance> {
  const { origin, preparation, trainer } = model;
  const { data, name } = origin;
  if (data === null) throw new InputError(`Cannot measure ${name}: it does not say what it was trained on`);
  const found = isFileData(data)
    ? openFileRows({ data, preparation: preparationOf(model) }, sets[keyOfFile(data)] as Frame)
    : openSetRows(data, sets, preparation);
  if (found === null) throw new InputError(`Cannot measure ${name}: all of its rows were trained on, none are left`);
  const { split, untaught, x, picture, ...rest } = found;
  const outputs = await trainer.predict(x);
  const input = padClasses({ ...rest, outputs });
  checkClasses(input, name);
  checkProbabilities(input, name);
  const measured = measurePerformance(input);
  return { split, measured, untaught, firstLayer: seeFirstLayer(model, { ...found, preparation: input.preparation }) };
}

function seeFirstLayer(
  { trainer }: OpenModel,
  { x, picture, preparation, truth, shown }: SplitRows,
): FirstLayer | null {
  const size = picture === null ? null : pictureShape(picture);
  const { model } = trainer;
  if (size === null || size.height * size.width * size.channels !== featuresOf(model)) return null;
  const { place, picture: image } = shown.show(0);
  if (image === null) return null;
  const { classes } = preparation.target;
  return lookAtFirstLayer(model, trainer.weights(), size, {
    numbers: numbersOf(x, 0),
    shown: { picture: image, ratio: size.width / size.height, place, truth: classes[truth[0]!] ?? null },
  });
}

function preparationOf({ origin, preparation }: OpenModel): Preparation {
  if (preparation !== null) return preparation;
  throw new InputError(`Cannot measure ${origin.name}: it does not say how its rows become numbers`);
}

/** Rows to measure on, and all that is asked of them; null where none are left. */
type SplitRows = Omit<PerformanceInput, "outputs"> &
  Pick<SplitPerformance, "split" | "untaught"> &
  Pick<Dataset, "x"> & {
    /** how the numbers of a row lie where they are a picture: [height, width], and channels if there are some */
    readonly picture: readonly number[] | null;
  };

/** Only the rows of that split are prepared, by what the training taught. */
function openFileRows({ data, preparation }: FileModel, frame: Frame): SplitRows | null {
  const drawn = splitFrame(frame, data);
  const split = drawn.test.length > 0 ? "test" : "validation";
  const rows = drawn[split];
  if (rows.length === 0) return null;
  const { target } = preparation;
  const parts = (["train", "validation", "test"] as const).map((name) => ({ name, frame, rows: drawn[name] }));
  return {
    split,
    untaught: tellUntaught(target, parts),
    x: prepareRows(preparation, frame, rows),
    preparation,
    truth: targetNumbers(target, frame, rows),
    shown: showFrame(frame, rows, target.columns),
    picture: preparation.inputs.length === 1 ? (preparation.inputs[0]?.shape ?? null) : null,
  };
}

type SetData = Exclude<TrainData, { file: string }>;

function openSetRows(data: SetData, sets: TrainingSets, preparation: Preparation | null): SplitRows | null {
  const { test, validation } = openTrainingData(data, sets);
  const split = test === null ? "validation" : "test";
  const rows = test ?? validation;
  if (rows === null) return null;
  const { picture = null } = dataSets[data.set].shape(data);
  return {
    split,
    untaught: [],
    x: rows.x,
    preparation: preparation ?? { ...PLAIN, target: targetOfSet(data, rows) },
    truth: rows.y.values,
    shown: showDataset(rows, split, picture),
    picture,
  };
}

/** The numbers of a set are trained on as they are. */
const PLAIN = { version: 1, inputs: [], steps: [], features: null, shape: [], targetSteps: [], chosen: [] } as const;

/** Columns of a set have no names. */
function targetOfSet(data: SetData, { y }: Dataset): TargetSpec {
  const { targets } = dataSets[data.set].shape(data);
  if (targets.kind === "classes") return { task: "classes", columns: ["class"], classes: targets.names };
  const count = y.kind === "values" ? y.columns : 1;
  const columns = count === 1 ? ["target"] : Array.from({ length: count }, (_, i) => `target ${i + 1}`);
  if (targets.kind === "numbers") return { task: "regression", columns, classes: [] };
  return count === 1 ? { task: "binary", columns, classes: ["0", "1"] } : { task: "labels", columns, classes: [] };
}

/** A network of a set may have more outputs than there are classes. */
function padClasses(input: PerformanceInput): PerformanceInput {
  const { preparation, truth, outputs } = input;
  const { target } = preparation;
  const width = (outputs.length * target.columns.length) / truth.length;
  if (target.task !== "classes" || width === outputsFor(target)) return input;
  const classes = Array.from({ length: width }, (_, i) => target.classes[i] ?? `output ${i + 1}`);
  return { ...input, preparation: { ...preparation, target: { ...target, classes } } };
}

/** A matrix of more would be a page's and a file's whole weight. */
const MOST_CLASSES = 500;

function checkClasses({ preparation }: PerformanceInput, name: string): void {
  const { length } = preparation.target.classes;
  if (length <= MOST_CLASSES) return;
  throw new InputError(`Cannot show how ${name} does: it has ${length} classes; at most ${MOST_CLASSES} are shown`);
}

/** With mean squared error a network of a set may be asked for yes or no and answer with any number. */
function checkProbabilities({ preparation, outputs }: PerformanceInput, name: string): void {
  if (preparation.target.task === "regression") return;
  for (let i = 0; i < outputs.length; i++) {
    if (outputs[i]! >= 0 && outputs[i]! <= 1) continue;
    throw new InputError(`Cannot measure ${name}: its output ${i} is ${outputs[i]}, should be a probability of 0 to 1`);
  }
}
