/** Whether a network fits the data: what a training would find out only once the data are loaded. */
import { featuresOf, type LossKind, outputsOf } from "minibatch";
import { type DataShape, definitionOf, isFileData } from "minibatch-data/sets";
import { ExperimentError } from "../experiment-error.ts";
import type { TrainTask } from "../train-task.ts";

/** What an output layer must be for targets of a kind. */
function outputsFor(targets: DataShape["targets"]): {
  readonly least: number;
  readonly most: number;
  readonly losses: readonly LossKind[];
} {
  if (targets.kind === "classes") {
    // more outputs are classes that never come
    return { least: targets.names.length, most: Number.MAX_SAFE_INTEGER, losses: ["softmax-cross-entropy"] };
  }
  if (targets.kind === "numbers") {
    return { least: targets.columns, most: targets.columns, losses: ["mean-squared-error"] };
  }
  const losses = ["sigmoid-binary-cross-entropy", "mean-squared-error"] as const;
  return { least: targets.columns, most: targets.columns, losses };
}

/** Throws ExperimentError, whose path is that of the trial's description. */
export function checkFit({ data, model, batchSize }: TrainTask): void {
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
  if (!losses.includes(model.loss)) {
    throw new ExperimentError(
      ["model", "loss"],
      `cannot be ${model.loss}: for ${name} it must be ${losses.join(" or ")}`,
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
