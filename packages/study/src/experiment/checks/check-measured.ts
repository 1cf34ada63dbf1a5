/** Whether what is judged and watched is measured. */

import type { Segments } from "../../json/path.ts";
import { ExperimentError } from "../experiment-error.ts";
import { lossHasAccuracy } from "../loss-has-accuracy.ts";
import type { ExperimentSpec, ObjectiveSpec } from "../spec.ts";
import type { TrainTask } from "../train-task.ts";
import type { TrialFacts } from "../trial-facts.ts";

/**
 * Default: validation-accuracy, or validation-loss where some trial has no accuracy; of the training split where some trial does not
 * validate and that one is evaluated; `best` where early stopping puts the best epoch's weights back, else `last`: in both the figure is of
 * the network that is kept.
 */
export function completeObjective(
  given: { readonly metric: ObjectiveSpec["metric"]; readonly at?: ObjectiveSpec["at"] | undefined } | null | undefined,
  training: ExperimentSpec["training"],
  { allValidate, allHaveAccuracy }: TrialFacts,
): ObjectiveSpec {
  const split = allValidate || !training.evaluateTrain ? "validation" : "train";
  const metric = `${split}-${allHaveAccuracy ? "accuracy" : "loss"}` as const;
  return { metric: given?.metric ?? metric, at: given?.at ?? (training.earlyStopping?.restoreBest ? "best" : "last") };
}

/** Which of the metrics were written; the others are defaults, and an error names what was written beside them. */
export interface WrittenMetrics {
  readonly objective: boolean;
  readonly earlyStopping: boolean;
  readonly schedule: boolean;
}

/** Throws ExperimentError, whose path is that of the trial's description, or `objective`. */
export function checkMeasured(task: TrainTask, objective: ObjectiveSpec, written: WrittenMetrics): void {
  const { data, optimizer, earlyStopping, evaluateTest } = task;
  if (written.objective) checkMetric(task, objective.metric, ["objective"]);
  else checkDefault(task, objective.metric, "trials are judged");
  if (earlyStopping !== undefined) {
    const path = ["training", "earlyStopping", "metric"];
    if (written.earlyStopping) checkMetric(task, earlyStopping.metric, path);
    else checkDefault(task, earlyStopping.metric, "early stopping goes");
  }
  const { schedule } = optimizer;
  if (schedule.kind === "reduce-on-plateau") {
    if (written.schedule) checkMetric(task, schedule.metric, ["optimizer", "schedule", "metric"]);
    else checkDefault(task, schedule.metric, "reduce-on-plateau goes", "give it metric: train-loss, and ");
  }
  if (evaluateTest && data.set === "sequences") {
    throw new ExperimentError(
      ["training", "evaluateTest"],
      "cannot be true: sequences have no test split; leave it out",
    );
  }
}

/** A default suits every trial but where nothing that it could watch is measured. */
function checkDefault({ data }: TrainTask, metric: ObjectiveSpec["metric"], what: string, also = ""): void {
  if (!metric.startsWith("validation-") || data.set !== "mnist" || data.split !== "full") return;
  throw new ExperimentError(
    ["data", "split"],
    `cannot be full: nothing validates then, and ${what} by ${metric} when nothing else is said; ${also}set training.evaluateTrain to true, or use split sweep`,
  );
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
  if (metric.endsWith("-accuracy") && !lossHasAccuracy(model.loss)) {
    throw refuse(`${model.loss} has no accuracy; use ${metric.replace("-accuracy", "-loss")}`);
  }
}
