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
import { buildTask, defineExperiment, type ExperimentInput, type ExperimentSpec, fileOf, withFile } from "study";
import { ownErrors } from "../data/own-errors.ts";
import { type OwnRows, openOwnFiles, readOwnFiles } from "../data/own-files.ts";
import { type ModuleFiles, modulesOf } from "../modules/module-files.ts";
import { modelOfTask } from "../training/model-of-task.ts";
import { tryModule } from "./modules/try-module.ts";

/** An experiment, and what of it lies in files of its author's. */
export interface ReadExperiment {
  readonly spec: ExperimentSpec;
  /** the rows of the file that it trains on; null where that is a named set */
  readonly own: OwnRows | null;
  /** of its own training, which has been tried; null where it has none */
  readonly modules: ModuleFiles | null;
}

/**
 * What the first trial's training rows teach: columns that no step makes numbers of, and layers that take other rows,
 * are told before anything is trained.
 */
function prepareFirst(spec: ExperimentSpec, frame: Frame): Preparation {
  const task = buildTask(spec, {}, spec.seed, spec.name);
  const data = task.data as DrawnFileData;
  const { train } = splitFrame(frame, data);
  const steps = (task.kind === "train" ? task.preparation?.steps : task.steps) ?? "auto";
  const preparation = fitPreparation(frame, { target: targetOf(data), ignore: notInputs(data), steps, train });
  if (task.kind === "train") modelOfTask(task, preparation);
  return preparation;
}

/**
 * `folder`: the experiment's, from which its file and its module are named. Throws ExperimentError for the experiment,
 * InputError for the file and the module.
 */
export async function completeExperiment(input: ExperimentInput, folder: string): Promise<ReadExperiment> {
  const { spec, own } = await readData(input, folder);
  const modules = modulesOf(spec, folder);
  if (modules !== null && spec.model === null) await tryModule(modules, spec.training.module);
  return { spec, own, modules };
}

async function readData(input: ExperimentInput, folder: string): Promise<Pick<ReadExperiment, "spec" | "own">> {
  const file = fileOf(input);
  if (file === null) return { spec: defineSpec(input), own: null };
  const files = readOwnFiles(file, folder);
  return ownErrors(async () => {
    const opened = await openOwnFiles(file, files);
    const spec = defineSpec(withFile(input, opened));
    return { spec, own: { frame: opened.frame, files, preparation: prepareFirst(spec, opened.frame) } };
  });
}

/** Of either kind: which it is, its training says. */
function defineSpec(input: ExperimentInput): ExperimentSpec {
  return defineExperiment(input);
}
