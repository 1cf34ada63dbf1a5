/** Whether a network fits the data: what a training would find out only once the data are loaded. */
import { featuresOf, type LossKind, lossKindOf, outputsOf, ruleOfLoss } from "minibatch";
import { type DataShape, definitionOf, isFileData } from "minibatch-data/sets";
import { classNamesOf, classNumber } from "../class-weights-of.ts";
import { ExperimentError } from "../experiment-error.ts";
import { listNames } from "../list-names.ts";
import type { TrainTask } from "../train-task.ts";

/** Those that give probabilities: the lab's figures and answers are made of them, not of margins. */
const OF_CLASSES: readonly LossKind[] = ["softmax-cross-entropy", "softmax-focal", "kullback-leibler"];
const OF_BITS: readonly LossKind[] = ["sigmoid-binary-cross-entropy", "sigmoid-focal", "mean-squared-error"];
const OF_NUMBERS: readonly LossKind[] = ["mean-squared-error", "mean-absolute-error", "huber", "quantile", "poisson"];

/** What an output layer must be for targets of a kind. */
function outputsFor(targets: DataShape["targets"]): {
  readonly least: number;
  readonly most: number;
  readonly losses: readonly LossKind[];
} {
  if (targets.kind === "classes") {
    // more outputs are classes that never come
    return { least: targets.names.length, most: Number.MAX_SAFE_INTEGER, losses: OF_CLASSES };
  }
  if (targets.kind === "numbers") {
    return { least: targets.columns, most: targets.columns, losses: OF_NUMBERS };
  }
  return { least: targets.columns, most: targets.columns, losses: OF_BITS };
}

/** Throws ExperimentError for weights of classes where the targets have none, or others. */
function checkClassWeights(
  { classWeights, data, model }: Pick<TrainTask, "classWeights" | "data" | "model">,
  name: string,
): void {
  if (classWeights === undefined) return;
  const path = ["training", "classWeights"];
  const names = classNamesOf(data);
  if (names === null || ruleOfLoss(model.loss).counts === null) {
    throw new ExperimentError(path, `cannot be given: ${name} is not asked for one class of each row; leave them out`);
  }
  if (classWeights === "balanced") return;
  const listed = listNames(names);
  if (Array.isArray(classWeights)) {
    // a network may have outputs for classes that never come
    const outputs = Math.max(2, outputsOf(model));
    if (classWeights.length === outputs) return;
    throw new ExperimentError(path, `cannot be ${classWeights.length} numbers: give ${outputs}, one for each class`);
  }
  const wrong = Object.keys(classWeights).find((key) => classNumber(key, names) === -1);
  if (wrong !== undefined) throw new ExperimentError([...path, wrong], `is no class of ${name}: it has ${listed}`);
}

/** Throws ExperimentError, whose path is that of the trial's description. */
export function checkFit(task: Pick<TrainTask, "data" | "model" | "batchSize" | "classWeights">): void {
  const { data, model, batchSize } = task;
  const definition = definitionOf(data);
  const name = isFileData(data) ? data.file : data.set;
  const { inputs, targets } = definition.shape(data);
  const { least, most, losses } = outputsFor(targets);
  if (inputs !== null && featuresOf(model) !== inputs) {
    throw new ExperimentError(
      ["model", "inputs"],
      `cannot be ${JSON.stringify(model.inputs)}: ${name} has ${inputs} inputs`,
    );
  }
  if (!losses.includes(lossKindOf(model.loss))) {
    throw new ExperimentError(
      ["model", "loss"],
      `cannot be ${lossKindOf(model.loss)}: for ${name} it must be ${losses.join(" or ")}`,
    );
  }
  const given = outputsOf(model);
  if (given < least || given > most) {
    const wanted = least === most ? `${least}` : `at least ${least}`;
    throw new ExperimentError(
      ["model", "layers", model.layers.length - 1, "units"],
      `cannot be ${given}: ${name} needs ${wanted} in the last layer`,
    );
  }
  checkClassWeights(task, name);
  const refusal = definition.refusal(data);
  if (refusal !== null) {
    const fields = refusal.field.split(".");
    const value = fields.reduce((part: unknown, name) => (part as Readonly<Record<string, unknown>>)[name], data);
    throw new ExperimentError(["data", ...fields], `cannot be ${String(value)}: ${refusal.why}`);
  }
  const rows = definition.rows(data).train;
  if (batchSize > rows) {
    throw new ExperimentError(
      ["training", "batchSize"],
      `cannot be ${batchSize}: there are ${rows} rows to train on; give at most as many`,
    );
  }
}
