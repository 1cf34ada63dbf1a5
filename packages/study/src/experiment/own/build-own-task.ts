/** From a point of the search space to a training of one's own. */
import { drawData } from "minibatch-data/sets";
import { deepFreeze } from "../../json/deep-freeze.ts";
import { applyAssignments, assignmentsOf, valuesOf } from "../apply-point.ts";
import { storedMetric } from "../objective-goal.ts";
import { dataSchema } from "../schema/data-schema.ts";
import { parsePart } from "../schema/parse-part.ts";
import type { OwnExperimentSpec, Point } from "../spec.ts";
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
  const data = isChanged("data") ? parsePart(dataSchema, trial.data, ["data"]) : spec.data;
  return deepFreeze({
    kind: "own-training",
    id,
    ...training,
    parameters: valuesOf(spec.parameters, point),
    data: data === null ? null : drawData(data, seed),
    seed,
    metric: storedMetric(spec.objective.metric),
  });
}
