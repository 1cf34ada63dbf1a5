/** Whether what is judged and watched is measured. */
import type { LossKind } from "minibatch";
import type { TrainTask } from "../../run/train-task.ts";
import { ExperimentError } from "../experiment-error.ts";
import type { Segments } from "../path.ts";
import type { ExperimentSpec, ObjectiveSpec } from "../spec.ts";

const WITHOUT_ACCURACY: readonly LossKind[] = ["mean-squared-error"];

/**
 * Default: validation-accuracy, or validation-loss where there is no accuracy; `best` where early stopping puts the best epoch's weights
 * back, else `last`: in both the figure is of the network that is kept.
 */
export function completeObjective(
  given: { readonly metric: ObjectiveSpec["metric"]; readonly at?: ObjectiveSpec["at"] | undefined } | null | undefined,
  { model, training }: Pick<ExperimentSpec, "model" | "training">,
): ObjectiveSpec {
  const metric = WITHOUT_ACCURACY.includes(model.loss) ? "validation-loss" : "validation-accuracy";
  return { metric: given?.metric ?? metric, at: given?.at ?? (training.earlyStopping?.restoreBest ? "best" : "last") };
}

/** Throws ExperimentError, whose path is that of the trial's description, or `objective`. */
export function checkMeasured(task: TrainTask, objective: ObjectiveSpec): void {
  const { data, optimizer, earlyStopping, evaluateTest } = task;
  checkMetric(task, objective.metric, ["objective"]);
  if (earlyStopping !== undefined) checkMetric(task, earlyStopping.metric, ["training", "earlyStopping", "metric"]);
  const { schedule } = optimizer;
  if (schedule.kind === "reduce-on-plateau") {
    checkMetric(task, schedule.metric, ["optimizer", "schedule", "metric"]);
  }
  if (evaluateTest && data.set === "sequences") {
    throw new ExperimentError(
      ["training", "evaluateTest"],
      "cannot be true: sequences have no test split; leave it out",
    );
  }
}

function checkMetric({ data, model, evaluateTrain }: TrainTask, metric: ObjectiveSpec["metric"], path: Segments): void {
  const refuse = (why: string) => new ExperimentError(path, `cannot be ${metric}: ${why}`);
  if (metric.startsWith("train-") && !evaluateTrain) {
    throw refuse("the training split is not evaluated; set training.evaluateTrain to true, or watch validation");
  }
  if (metric.startsWith("validation-") && data.set === "mnist" && data.split === "full") {
    throw refuse(
      "with data.split full nothing validates; use split sweep, or a train- metric with training.evaluateTrain",
    );
  }
  if (metric.endsWith("-accuracy") && WITHOUT_ACCURACY.includes(model.loss)) {
    throw refuse(`${model.loss} has no accuracy; use ${metric.replace("-accuracy", "-loss")}`);
  }
}
