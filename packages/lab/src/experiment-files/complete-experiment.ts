/** From what a user wrote to the experiment: where it trains on a file of one's own, with what that was found to hold. */
import {
  type DrawnFileData,
  type Frame,
  fitPreparation,
  notInputs,
  type Preparation,
  splitFrame,
  targetOf,
} from "minibatch-data";
import {
  buildTask,
  defineExperiment,
  type ExperimentInput,
  type ExperimentSpec,
  fileOf,
  relocate,
  withFile,
} from "study";
import { ownErrors } from "../data/own-errors.ts";
import { type OwnRows, openOwnFiles, readOwnFiles } from "../data/own-files.ts";
import { modelOfTask } from "../training/model-of-task.ts";

/** An experiment, and the rows of the file that it trains on; null where that is a named set. */
export interface ReadExperiment {
  readonly spec: ExperimentSpec;
  readonly own: OwnRows | null;
}

/**
 * What the first trial's training rows teach: columns that no step makes numbers of, and layers that take other rows,
 * are told before anything is trained.
 */
function prepareFirst(spec: ExperimentSpec, frame: Frame): Preparation {
  const task = buildTask(spec, {}, spec.seed, spec.name);
  const data = task.data as DrawnFileData;
  const { train } = splitFrame(frame, data);
  const { steps = "auto" } = task.preparation ?? {};
  const preparation = fitPreparation(frame, { target: targetOf(data), ignore: notInputs(data), steps, train });
  modelOfTask(task, preparation);
  return preparation;
}

/**
 * `folder`: the experiment's, from which its file is named. Throws ExperimentError for the experiment, InputError for
 * the file.
 */
export async function completeExperiment(input: ExperimentInput, folder: string): Promise<ReadExperiment> {
  const file = fileOf(input);
  if (file === null) return { spec: defineExperiment(input), own: null };
  const files = readOwnFiles(file, folder);
  return ownErrors(async () => {
    const opened = await openOwnFiles(file, files);
    const spec = defineExperiment(withFile(input, opened));
    const preparation = relocate(() => prepareFirst(spec, opened.frame));
    return { spec, own: { frame: opened.frame, files, preparation } };
  });
}
