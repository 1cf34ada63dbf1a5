import { listAttempts, listEnvironments } from "./records/attempts.ts";
import { readBlob, readCheckpoint } from "./records/blobs.ts";
import {
  cancelExperiment,
  promoteTrials,
  pruneTrials,
  reclaimTrials,
  reviveExperiment,
} from "./records/change-trials.ts";
import {
  createExperiment,
  findExperiment,
  findExperimentId,
  lockExperiment,
  updateExperiment,
} from "./records/experiments.ts";
import { readMetrics, readResult } from "./records/figures.ts";
import { endTrial, releaseTrial, saveCheckpoint } from "./records/leases.ts";
import { listStatuses, listTrials } from "./records/list-trials.ts";
import { removeExperiment, removeTrials } from "./records/remove-trials.ts";
import { retryTrials } from "./records/retry-trials.ts";
import { startFromCheckpoint } from "./records/start-from-checkpoint.ts";
import { listExperiments, summarizeExperiment } from "./records/summaries.ts";
import { takeNextTrial, takeTrial } from "./records/take-trial.ts";
import { addTrials, findTrial, findTrialByNumber } from "./records/trials.ts";
import type { LabStore } from "./store.ts";
import type { StoreContext } from "./store-context.ts";

/** How an operation gets its transaction: a new one, or the one that it is called in. */
export interface Session extends Pick<LabStore, "place" | "mostBlobBytes" | "readOnly" | "transaction" | "close"> {
  /** for one statement, which is a transaction by itself */
  once<T>(work: (context: StoreContext) => Promise<T>): Promise<T>;
  /** for several statements that must read the same state of the store */
  read<T>(work: (context: StoreContext) => Promise<T>): Promise<T>;
  write<T>(work: (context: StoreContext) => Promise<T>): Promise<T>;
}

/** The store's contract on one session. */
export function assembleStore({ once, read, write, ...rest }: Session): LabStore {
  return {
    ...rest,
    executeSql: (text, values = []) => once(({ db, kind }) => kind.executeSql(db, text, values)),

    createExperiment: (experiment) =>
      ((experiment.files ?? []).length === 0 ? once : write)((context) => createExperiment(context, experiment)),
    findExperiment: (name) => once((context) => findExperiment(context, "name", name)),
    findExperimentById: (id) => once((context) => findExperiment(context, "id", id)),
    findExperimentId: (name) => once((context) => findExperimentId(context, name)),
    listExperiments: () => read(listExperiments),
    summarizeExperiment: (id) => read((context) => summarizeExperiment(context, id)),
    setPriority: (id, priority) => write((context) => updateExperiment(context, id, { priority })),
    cancelExperiment: (id) => write((context) => cancelExperiment(context, id)),
    reviveExperiment: (id) => write((context) => reviveExperiment(context, id)),
    removeExperiment: (id) => write((context) => removeExperiment(context, id)),
    removeTrials: (id, numbers, options = {}) => write((context) => removeTrials(context, id, numbers, options)),
    retryTrials: (id, numbers) => write((context) => retryTrials(context, id, numbers)),
    lockExperiment: (id) =>
      once(async (context) => {
        await lockExperiment(context, id);
      }),

    addTrials: (experimentId, trials) => write((context) => addTrials(context, experimentId, trials)),
    findTrial: (id) => once((context) => findTrial(context, id)),
    findTrialByNumber: (experimentId, number) => once((context) => findTrialByNumber(context, experimentId, number)),
    listTrials: (experimentId, query = {}) => read((context) => listTrials(context, experimentId, query)),
    listStatuses: (experimentId) => once((context) => listStatuses(context, experimentId)),
    promoteTrials: (experimentId, promotions) => write((context) => promoteTrials(context, experimentId, promotions)),
    pruneTrials: (experimentId, numbers, diagnosis) =>
      write((context) => pruneTrials(context, experimentId, numbers, diagnosis)),

    takeNextTrial: (experimentId, worker, environment) =>
      write((context) => takeNextTrial(context, experimentId, worker, environment)),
    takeTrial: (trialId, worker, environment) => write((context) => takeTrial(context, trialId, worker, environment)),
    reclaimTrials: (experimentId) => write((context) => reclaimTrials(context, experimentId)),

    saveCheckpoint: (lease, checkpoint, epochs) =>
      write((context) => saveCheckpoint(context, lease, checkpoint, epochs)),
    startFromCheckpoint: (trialId, checkpoint, epochs) =>
      write((context) => startFromCheckpoint(context, trialId, checkpoint, epochs)),
    endTrial: (lease, outcome) => write((context) => endTrial(context, lease, outcome)),
    releaseTrial: (lease) => write((context) => releaseTrial(context, lease)),

    readMetrics: (trialIds, names) => once((context) => readMetrics(context, trialIds, names)),
    readResult: (trialId) => once((context) => readResult(context, trialId)),
    listAttempts: (trialId) => once((context) => listAttempts(context, trialId)),
    listEnvironments: (experimentId) => once((context) => listEnvironments(context, experimentId)),
    readBlob: (sha256) => once((context) => readBlob(context, sha256)),
    readCheckpoint: (trialId) => read((context) => readCheckpoint(context, trialId)),
  };
}
