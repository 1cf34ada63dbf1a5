/** How the network of the best trial does on rows that it was not trained on, where these rows are at hand. */
import { dirname, resolve } from "node:path";
import { dataSets, isFileData } from "minibatch-data";
import type { ExperimentSpec, TrainData } from "study";
import { inspectDataSet } from "../../data/inspect-data-set.ts";
import { loadDataSet } from "../../data/load-data-set.ts";
import { ownErrors } from "../../data/own-errors.ts";
import { findOwnFile, type OwnFile, openOwnFiles, readKeptFiles } from "../../data/own-files.ts";
import { InputError, UsageError } from "../../errors.ts";
import type { OpenModel } from "../../models/model-file.ts";
import {
  type BestPerformance,
  collectPerformance,
  type SplitPerformance,
} from "../../performance/collect-performance.ts";
import type { ExperimentRecord, LabStore, TrialRecord } from "../../store/store.ts";
import { keyOfFile, type TrainingSets } from "../../training/training-data.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { chooseStore } from "../opening/choose-store.ts";
import { openTrial } from "../opening/open-model.ts";
import type { StoreFlags } from "../options/store-option.ts";

/**
 * Null where nothing is to be said: nothing has finished, or what a named set takes is not here as it was. Of files of
 * one's own it says why they cannot be measured on: they are the user's to bring.
 */
export async function measureBest(
  store: LabStore,
  experiment: ExperimentRecord,
  trial: TrialRecord | null,
  flags: StoreFlags,
): Promise<BestPerformance | null> {
  if (trial === null || trial.weightsSha256 === null) return null;
  try {
    const measured = await ownErrors(() => measureTrial(store, experiment, trial, flags));
    return measured === null ? null : { trial: trial.number, ...measured };
  } catch (error) {
    if (!(error instanceof InputError || error instanceof UsageError)) throw error;
    const { data } = experiment.spec as ExperimentSpec;
    return data !== null && isFileData(data) ? { missing: error.message } : null;
  }
}

async function measureTrial(
  store: LabStore,
  experiment: ExperimentRecord,
  trial: TrialRecord,
  flags: StoreFlags,
): Promise<SplitPerformance | null> {
  const model = await openTrial(store, experiment, trial);
  try {
    const { data } = model.origin;
    if (data === null) return null;
    const sets = isFileData(data) ? await readFileRows(data, store, flags) : await loadSet(data, model);
    return sets === null ? null : await collectPerformance(model, sets);
  } finally {
    model.trainer.dispose();
  }
}

type Own = Extract<TrainData, { file: string }>;

/** The very files, by their SHA-256: those that the store keeps, else from the caller's folder or that of the store. */
async function readFileRows(data: Own, store: LabStore, flags: StoreFlags): Promise<TrainingSets> {
  const kept = await readKeptFiles(store, data);
  const { at } = chooseStore(flags);
  const files = Object.entries(data.found.sha256).map(([name, sha256]): OwnFile => {
    const paths = [resolveFromCaller(name), ...(at.kind === "sqlite" ? [resolve(dirname(at.file), name)] : [])];
    const file =
      kept.find((one) => one.name === name) ?? paths.map((path) => findOwnFile(name, sha256, path)).find(Boolean);
    if (file) return file;
    throw new InputError(
      `Cannot show how the best network does: ${name} (SHA-256 ${sha256.slice(0, 12)}...) is neither in the store ` +
        "nor here as it was; call minibatch report in its folder",
    );
  });
  return { [keyOfFile(data)]: (await openOwnFiles(data, files)).frame };
}

/** A page is not worth a download, nor drawing a whole collection: null then. */
async function loadSet({ set }: Exclude<TrainData, Own>, { origin }: OpenModel): Promise<TrainingSets | null> {
  const { name, origin: from } = dataSets[set];
  if (from.kind === "drawn") return {};
  if (from.kind !== "files" || origin.synthetic !== false) return null;
  if (inspectDataSet(dataSets[set], undefined).state !== "present") return null;
  const { contents } = await loadDataSet(dataSets[set], { offline: true, notice: () => {} });
  return { [name]: contents };
}
