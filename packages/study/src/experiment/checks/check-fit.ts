/** Whether a network fits the data: what a training would find out only once the data are loaded. */
import { featuresOf, type LossKind, outputsOf } from "minibatch";
import { ExperimentError } from "../experiment-error.ts";
import { DIGIT_ROWS, sequenceTrainRows, trainRows } from "../train-rows.ts";
import type { TrainTask } from "../train-task.ts";

interface DataShape {
  readonly inputs: number;
  readonly outputs: { readonly least: number; readonly most: number };
  readonly losses: readonly LossKind[];
}

const SHAPES: Readonly<Record<TrainTask["data"]["set"], DataShape>> = {
  // ten classes by number; more outputs are classes that never come
  mnist: { inputs: 784, outputs: { least: 10, most: Number.MAX_SAFE_INTEGER }, losses: ["softmax-cross-entropy"] },
  sequences: {
    inputs: 20,
    outputs: { least: 1, most: 1 },
    losses: ["sigmoid-binary-cross-entropy", "mean-squared-error"],
  },
};

/** Throws ExperimentError, whose path is that of the trial's description. */
export function checkFit({ data, model, batchSize }: TrainTask): void {
  const { inputs, outputs, losses } = SHAPES[data.set];
  if (featuresOf(model) !== inputs) {
    throw new ExperimentError(
      ["model", "inputs"],
      `cannot be ${JSON.stringify(model.inputs)}: ${data.set} has ${inputs} inputs`,
    );
  }
  if (!losses.includes(model.loss)) {
    throw new ExperimentError(
      ["model", "loss"],
      `cannot be ${model.loss}: for ${data.set} it must be ${losses.join(" or ")}`,
    );
  }
  const given = outputsOf(model);
  if (given < outputs.least || given > outputs.most) {
    const wanted = outputs.least === outputs.most ? `${outputs.least}` : `at least ${outputs.least}`;
    throw new ExperimentError(
      ["model", "layers", model.layers.length - 1, "units"],
      `cannot be ${given}: ${data.set} needs ${wanted} in the last layer`,
    );
  }
  checkRows(data);
  const rows = trainRows(data);
  if (batchSize > rows) {
    throw new ExperimentError(
      ["training", "batchSize"],
      `cannot be ${batchSize}: there are ${rows} rows to train on; give at most as many`,
    );
  }
}

function checkRows(data: TrainTask["data"]): void {
  if (data.set === "sequences") {
    if (data.rows !== null && data.rows === sequenceTrainRows(data.rows)) {
      throw new ExperimentError(["data", "rows"], `cannot be ${data.rows}: none is left to validate; give more`);
    }
    return;
  }
  if (data.trainRows !== null && data.trainRows > DIGIT_ROWS[data.split]) {
    const { split, trainRows } = data;
    throw new ExperimentError(["data", "trainRows"], `cannot be ${trainRows}: split ${split} has ${DIGIT_ROWS[split]}`);
  }
  if (data.split === "full" && data.validationRows !== null) {
    throw new ExperimentError(
      ["data", "validationRows"],
      `cannot be ${data.validationRows}: with split full nothing validates; leave it out, or use split sweep`,
    );
  }
}
