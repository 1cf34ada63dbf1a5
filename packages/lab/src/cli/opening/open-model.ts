/** The network that a command was given: a file, or a finished trial in the store. */

import { defineModel, FormatError, type ModelInput, SpecError } from "minibatch";
import { readPreparation } from "minibatch-data";
import { buildTask, type ExperimentSpec, type TrainResult, type TrainTask } from "study";
import { type OwnFile, readKeptFiles } from "../../data/own-files.ts";
import { InputError, UsageError } from "../../errors.ts";
import { isMissing } from "../../files/is-missing.ts";
import { modelOfTrial, type OpenModel, readModelFile } from "../../models/model-file.ts";
import type { ExperimentRecord, LabStore, TrialRecord } from "../../store/store.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { nextCommand } from "../caller/command-to-go-on.ts";
import type { StoreFlags } from "../options/store-option.ts";
import { findExperiment, findTrial } from "./find-experiment.ts";
import { withStore } from "./with-store.ts";

const RUN_NAME = /^([\w.-]+)\/(\d{1,15})$/;

/**
 * A file wins over a trial of the same name. `withFiles`: also the files that it was trained from, where the store
 * keeps them.
 * Throws UsageError or InputError.
 */
export async function openModel(
  name: string,
  flags: StoreFlags,
  { withFiles = false }: { readonly withFiles?: boolean } = {},
): Promise<OpenModel & { readonly files: readonly OwnFile[] }> {
  const file = resolveFromCaller(name);
  const [, experimentName, number] = RUN_NAME.exec(name) ?? [];
  if (isMissing(file) && experimentName === undefined) {
    throw new InputError(
      `Cannot open the model ${file}: there is no such file; check the path, or name a trial of the store as ` +
        "EXPERIMENT/NUMBER",
    );
  }
  if (experimentName === undefined || !isMissing(file)) return { ...(await readModelFile(file)), files: [] };
  return withStore(flags, async (store) => {
    const experiment = await findExperiment(store, experimentName);
    const model = await openTrial(store, experiment, await findTrial(store, experiment, Number(number)));
    return { ...model, files: withFiles ? await readKeptFiles(store, model.origin.data) : [] };
  });
}

export async function openTrial(store: LabStore, experiment: ExperimentRecord, trial: TrialRecord): Promise<OpenModel> {
  const name = `${experiment.name}/${trial.number}`;
  const task = taskOf(experiment, trial, name);
  const isWhole = trial.status === "finished" && trial.weightsSha256 !== null;
  const parameters = isWhole ? await store.readBlob(trial.weightsSha256) : null;
  if (task === null || parameters === null) {
    throw new UsageError(
      `Cannot open the network of ${name}: it is ` +
        `${trial.status}${trial.status === "finished" ? " but keeps no network" : ""}; name a finished ` +
        `training, see ${nextCommand(["runs", "list"], [experiment.name])}`,
    );
  }
  const { numerics = "fast" } = experiment.spec as Partial<ExperimentSpec>;
  const { synthetic } = experiment;
  const prepared = task.preparation === undefined ? null : readPrepared(await store.readResult(trial.id), name);
  const origin = { synthetic, keptEpoch: trial.keptEpoch };
  return modelOfTrial(task, parameters, numerics, origin, prepared);
}

/** What the store keeps beside the weights: checked as a model's file is. */
function readPrepared(result: unknown, name: string): NonNullable<TrainResult["prepared"]> {
  try {
    const { model, preparation } = (result ?? {}) as Readonly<Record<string, unknown>>;
    return { model: defineModel(model as ModelInput), preparation: readPreparation(preparation) };
  } catch (error) {
    if (!(error instanceof SpecError || error instanceof FormatError)) throw error;
    throw new InputError(
      `Cannot open the network of ${name}: the store does not say how its rows became numbers (${error.message}); ` +
        "train it again",
      { cause: error },
    );
  }
}

function taskOf({ spec }: ExperimentRecord, trial: TrialRecord, name: string): TrainTask | null {
  if (trial.task !== null) {
    const task = trial.task as unknown as TrainTask;
    return task.kind === "train" ? task : null;
  }
  const task = buildTask(spec as ExperimentSpec, trial.parameters, trial.seed, name);
  return task.kind === "train" ? task : null;
}
