/** From a point of the search space to a training of one's own. */
import { drawData, isFileData } from "minibatch-data/sets";
import { deepFreeze } from "../../json/deep-freeze.ts";
import { applyAssignments, assignmentsOf, valuesOf } from "../apply-point.ts";
import { storedMetric } from "../objective-goal.ts";
import { drawFile } from "../own-data.ts";
import { dataSchema } from "../schema/data-schema.ts";
import { parsePart } from "../schema/parse-part.ts";
import type { ExperimentData, OwnExperimentSpec, Point } from "../spec.ts";
import type { TrainData } from "../train-task.ts";
import { ownTrainingSchema } from "./own-schema.ts";
import type { OwnTask } from "./own-task.ts";

/**
 * The task of one trial, frozen. Throws ExperimentError, which names the path in the trial's description, for a point
 * that this experiment cannot have.
 */
export function buildOwnTask(spec: OwnExperimentSpec, point: Point, seed: number, id: string): OwnTask {
  const assignments = assignmentsOf(spec.parameters, point);
  const trial = applyAssignments(spec, assignments);
  const isChanged = (part: string): boolean => assignments.some(({ segments }) => segments[0] === part);
  const training = isChanged("training") ? parsePart(ownTrainingSchema, trial.training, ["training"]) : spec.training;
  const data = isChanged("data") ? (parsePart(dataSchema, trial.data, ["data"]) as ExperimentData) : spec.data;
  return deepFreeze({
    kind: "own-training",
    id,
    ...training,
    parameters: valuesOf(spec.parameters, point),
    data: data === null ? null : drawOf(data, seed, spec.seed),
    ...(spec.preprocessing !== undefined && { steps: spec.preprocessing }),
    seed,
    metric: storedMetric(spec.objective.metric),
  });
}

function drawOf(data: ExperimentData, seed: number, experimentSeed: number): TrainData {
  return isFileData(data) ? drawFile(data, { seed, experimentSeed }) : drawData(data, seed);
}
