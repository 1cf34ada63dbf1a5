/**
 * From what a user wrote to the experiment: where it trains on a file of one's own, with what that was found to hold.
 */

import { resolve } from "node:path";
import { DataError, SpecError } from "minibatch";
import {
  type DrawnFileData,
  type FileInput,
  type Frame,
  fitPreparation,
  isFileData,
  notInputs,
  RequestError,
  splitFrame,
  targetOf,
  tellUntaught,
} from "minibatch-data";
import {
  buildTask,
  defineExperiment,
  ExperimentError,
  type ExperimentInput,
  type ExperimentSpec,
  fileOf,
  fileOfModule,
  moduleDataOf,
  type OpenModuleData,
  type Point,
  relocate,
  withFile,
} from "study";
import { ownErrors } from "../data/own-errors.ts";
import {
  type KeptFiles,
  type OwnFile,
  OwnFileError,
  type OwnRows,
  openOwnFiles,
  ownFileOf,
  readKeptFiles,
  readOwnFiles,
} from "../data/own-files.ts";
import { isMissing } from "../files/is-missing.ts";
import { type ModuleFiles, modulesOf, readModuleFiles } from "../modules/module-files.ts";
import { modelOfTask } from "../training/model-of-task.ts";
import { loadModule, tryModule } from "./modules/run-own-module.ts";
import { readStart, type StartFile, tryStart } from "./read-start.ts";

/** An experiment, and what of it lies in files of its author's. */
export interface ReadExperiment {
  readonly spec: ExperimentSpec;
  /** the rows of the file that it trains on; null where that is a named set */
  readonly own: OwnRows | null;
  /** of its own training, which has been tried; null where it has none */
  readonly modules: ModuleFiles | null;
  /** the network that its trainings begin with; null where there is none */
  readonly start: StartFile | null;
}

/**
 * What the first trial's training rows teach: columns that no step makes numbers of, and layers that take other rows,
 * are told before anything is trained.
 */
function prepareFirst(
  spec: ExperimentSpec,
  frame: Frame,
  point: Point = {},
): Pick<OwnRows, "preparation" | "untaught"> {
  const task = buildTask(spec, point, spec.seed, spec.name);
  const data = task.data as DrawnFileData;
  const split = splitFrame(frame, data);
  const steps = (task.kind === "train" ? task.preparation?.steps : task.steps) ?? "auto";
  const target = targetOf(data);
  const preparation = fitPreparation(frame, { target, ignore: notInputs(data), steps, train: split.train });
  if (task.kind === "train") modelOfTask(task, preparation);
  const parts = (["train", "validation", "test"] as const).map((name) => ({ name, frame, rows: split[name] }));
  return { preparation, untaught: tellUntaught(target, parts) };
}

/** What parameters may change of how rows become numbers. */
const OF_ROWS = /^(?:preprocessing|data)(?:[.[]|$)/;

/** The same for each value that parameters put there: it is told before anything is trained, not by its trials. */
function prepareChoices(spec: ExperimentSpec, frame: Frame): void {
  for (const [name, parameter] of Object.entries(spec.parameters)) {
    if (parameter.kind !== "choice" || !parameter.at.some((path) => OF_ROWS.test(path))) continue;
    for (const [i, { label }] of parameter.values.entries()) {
      try {
        prepareFirst(spec, frame, { [name]: label });
      } catch (error) {
        if (!(error instanceof DataError || error instanceof SpecError)) throw error;
        throw new ExperimentError(["parameters", name, "values", i], `cannot be ${String(label)}: ${error.message}`);
      }
    }
  }
}

/**
 * `folder`: the experiment's, from which its file and its module are named. A complete one that lies elsewhere, as
 * beside a page, finds in `kept` what it was trained on. Throws ExperimentError for the experiment, InputError for the
 * file and the module.
 */
export async function completeExperiment(
  written: ExperimentInput,
  folder: string,
  kept: KeptFiles | null = null,
): Promise<ReadExperiment> {
  const started = await readStart(written, folder, kept);
  const input = started?.input ?? written;
  const { spec, own } = (await readKept(input, folder, kept)) ?? (await readData(input, folder));
  const modules = modulesOf(spec, folder);
  if (modules !== null && spec.model === null) await tryModule(modules, spec.training.module);
  const start = started === null ? null : await tryStart(spec, own, started.file.bytes);
  return { spec, own, modules, start };
}

/** Null where its file or module lies in the folder, or not all of it is kept. */
async function readKept(
  input: ExperimentInput,
  folder: string,
  kept: KeptFiles | null,
): Promise<Pick<ReadExperiment, "spec" | "own"> | null> {
  if (kept === null || typeof input !== "object" || input === null) return null;
  const { data } = input;
  if (typeof data !== "object" || data === null || !isFileData(data)) return null;
  const { file, found, from } = data as FileInput & { readonly from?: { readonly module: string } };
  if (found === undefined || !isMissing(resolve(folder, from?.module ?? file))) return null;
  const files = await readKeptFiles(kept, data);
  return files.length === Object.keys(found.sha256).length ? openData(input, data, files) : null;
}

async function readData(input: ExperimentInput, folder: string): Promise<Pick<ReadExperiment, "spec" | "own">> {
  const module = moduleDataOf(input);
  if (module !== null) return loadData(input, module, folder);
  const file = fileOf(input);
  if (file === null) return { spec: defineSpec(input), own: null };
  const files = await locateAsked(async () => readOwnFiles(file, folder));
  return openData(input, file, files);
}

/** Rows of a module: as a file that holds them. */
async function loadData(
  input: ExperimentInput,
  module: OpenModuleData,
  folder: string,
): Promise<Pick<ReadExperiment, "spec" | "own">> {
  const modules = readModuleFiles(folder, module.module);
  const { bytes, ...given } = await loadModule(modules, module);
  const file = fileOfModule(module, { ...given, sha256: modules.sha256 });
  return openData({ ...input, data: file }, file, [ownFileOf(file.file, bytes, file.format)]);
}

function openData(
  input: ExperimentInput,
  file: FileInput,
  files: readonly OwnFile[],
): Promise<Pick<ReadExperiment, "spec" | "own">> {
  return ownErrors(async () => {
    const { options, ...found } = await locateAsked(() => openOwnFiles(file, files));
    const opened = { ...found, options: { ...options, ...(file.from !== undefined && { from: file.from }) } };
    const spec = defineSpec(withFile(input, opened));
    const first = locateSteps(spec, () => relocate(() => prepareFirst(spec, opened.frame)));
    prepareChoices(spec, opened.frame);
    return { spec, own: { frame: opened.frame, files, ...first } };
  });
}

/** A file that is not there, or has not what is asked of it, is told with the line that asks. */
async function locateAsked<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof RequestError || error instanceof OwnFileError)) throw error;
    throw new ExperimentError(["data", ...error.path], error.message);
  }
}

/** Columns of which no step makes numbers: told where steps are written, or where columns are left out. */
function locateSteps<T>({ preprocessing }: ExperimentSpec, prepare: () => T): T {
  try {
    return prepare();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new ExperimentError([preprocessing === "auto" ? "data" : "preprocessing"], error.message);
  }
}

/** Of either kind: which it is, its training says. */
function defineSpec(input: ExperimentInput): ExperimentSpec {
  return defineExperiment(input);
}
