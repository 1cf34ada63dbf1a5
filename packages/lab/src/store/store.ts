/**
 * The store's contract: experiments, trials, figures, checkpoints and weights, on SQLite (one file) or Postgres
 * (shared). `store-contract.ts` tests both. Every method is one transaction unless it is called on the store that
 * `transaction` passes on.
 *
 * Every row has a seal, which is a checksum, and every blob its SHA-256. Data that do not fit are never returned: they
 * are left out and reported if the store was opened with `onDamage`; else the call throws InputError. Either names the
 * experiment, the trial and the figure.
 *
 * A worker writes to a trial under a *lease*: the trial's id and the number of the attempt. Taking a trial raises the
 * number, so a worker that was taken for dead and replaced can no longer write: a result is committed once.
 */
import type { Json, Point, TrialStatus } from "study";

export interface NewExperiment {
  readonly name: string;
  /** an ExperimentSpec, or the reproduction's description; `kind` says which */
  readonly spec: { readonly kind: string };
  /** SHA-256 of the spec's canonical JSON */
  readonly specSha256: string;
  /** file name -> SHA-256 of the data it trains on; see `synthetic` for drawn ones */
  readonly data: Readonly<Record<string, string>>;
  readonly synthetic: boolean;
  /** version of minibatch that made it */
  readonly codeVersion: string;
  /** every trial's objective, e.g. "validationAccuracy", and whether more is better */
  readonly objective: { readonly metric: string; readonly goal: "min" | "max" };
  /** trials that the whole sweep will have, as far as that is known beforehand (for progress and time left) */
  readonly expectedTrials: number;
  /** files of one's own that it trains on, kept under their SHA-256 for workers elsewhere; default none */
  readonly files?: readonly Uint8Array[] | undefined;
}

export interface ExperimentRecord extends Omit<NewExperiment, "files"> {
  readonly id: number;
  readonly createdAt: Date;
  /** higher first, if several experiments wait in one queue */
  readonly priority: number;
  readonly cancelled: boolean;
}

export interface ExperimentSummary extends ExperimentRecord {
  readonly counts: Readonly<Record<TrialStatus, number>>;
  /** best objective of a finished trial, that trial's number, and whose figure it is; null when none is finished */
  readonly best:
    | ({ readonly objective: number; readonly trial: number } & Pick<TrialRecord, "objectiveEpoch" | "keptEpoch">)
    | null;
  /** time spent training, summed over trials */
  readonly seconds: number;
}

export interface NewTrial {
  readonly number: number;
  readonly configuration: number;
  readonly repeat: number;
  readonly parameters: Point;
  readonly seed: number;
  /** the task's frozen JSON if it cannot be built from the experiment's spec, else null */
  readonly task: Json | null;
  readonly untilEpoch: number;
  /** by epoch - 1, see NewConfiguration */
  readonly thresholds: readonly (number | null)[] | null;
}

export interface TrialRecord extends NewTrial {
  readonly id: number;
  readonly experimentId: number;
  readonly status: TrialStatus;
  /** how often a worker has taken it; also the number of the valid lease */
  readonly attempts: number;
  /** epochs trained, by its figures or its checkpoint */
  readonly epochs: number;
  /** null until it has one */
  readonly objective: number | null;
  /**
   * the epoch of the objective, 1, 2, ...; null without an objective, and for trials of versions that did not store it
   */
  readonly objectiveEpoch: number | null;
  /** the epoch whose network it keeps, or would keep if it ended now; null likewise, and if it failed */
  readonly keptEpoch: number | null;
  readonly test: { readonly loss: number; readonly accuracy: number | null } | null;
  /** of the training, over all attempts */
  readonly seconds: number;
  /** why it failed or was pruned, in one line; null otherwise */
  readonly diagnosis: string | null;
  readonly weightsSha256: string | null;
  readonly checkpointSha256: string | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** The right to write to a trial, until a later attempt begins. */
export interface Lease {
  readonly trialId: number;
  readonly attempt: number;
}

export interface TakenTrial {
  readonly trial: TrialRecord;
  readonly lease: Lease;
  readonly checkpoint: Uint8Array | null;
}

/** One attempt, for the record. */
export interface AttemptRecord {
  readonly attempt: number;
  /** `host:pid/thread` */
  readonly worker: string;
  readonly startedAt: Date;
  /** null while it runs, and if it died */
  readonly endedAt: Date | null;
  /** "finished", "failed", "pruned", "paused", "stopped", "lost"; null while it runs */
  readonly outcome: string | null;
  /** the epoch that it went on from */
  readonly fromEpoch: number;
  readonly environment: Json;
}

/**
 * name -> figure after each epoch; NaN if there was none. Names as in results.json: `trainLoss`, `validationAccuracy`,
 * `hidden1.deadUnits`
 */
export type Metrics = Readonly<Record<string, ArrayLike<number>>>;

export interface TrialOutcome {
  readonly status: "finished" | "failed" | "pruned" | "paused";
  readonly epochs: number;
  readonly metrics: Metrics;
  /** null if it has none; NaN is a RangeError, as in `test` and `seconds` */
  readonly objective: number | null;
  /** as TrialRecord's, as `keptEpoch` */
  readonly objectiveEpoch: number | null;
  readonly keptEpoch: number | null;
  readonly test: { readonly loss: number; readonly accuracy: number | null } | null;
  /** of the training, over all attempts */
  readonly seconds: number;
  readonly diagnosis: string | null;
  /** little-endian parameters in the model's order, as `hashWeights` takes them; stored under their SHA-256, or null */
  readonly weights: Uint8Array | null;
  /** for "paused": the checkpoint to go on from */
  readonly checkpoint: Uint8Array | null;
  /**
   * of a training on a file of one's own its model and preparation; a task's result where it is not a training of an
   * ExperimentSpec; else null
   */
  readonly result: Json | null;
}

export interface TrialQuery {
  readonly status?: readonly TrialStatus[];
  readonly configuration?: number;
  /** "number" (default) or "objective": best first, trials without one last */
  readonly order?: "number" | "objective";
  readonly limit?: number;
  readonly offset?: number;
}

export interface RemoveOptions {
  /** running ones too: their workers lose their leases */
  readonly running?: boolean;
}

export interface LabStore {
  /** the SQLite file, or the Postgres URL without its password: for messages */
  readonly place: string;
  /** the largest size of weights and checkpoints */
  readonly mostBlobBytes: number;
  /** why the store is read-only, if that is known beforehand: "no permission to write the file"; else null */
  readonly readOnly: string | null;

  /**
   * Runs `work` in one transaction, committed wholly or not at all. Not nested. `work` must only use the store that it
   * is given: on SQLite a call of the outer one would wait for this transaction's end.
   */
  transaction<T>(work: (store: LabStore) => Promise<T>): Promise<T>;
  /** For pg-boss: runs a statement in this store's transaction. Throws on SQLite. */
  executeSql(text: string, values?: readonly unknown[]): Promise<{ readonly rows: unknown[] }>;

  /** Throws UsageError if the name is taken. */
  createExperiment(experiment: NewExperiment): Promise<ExperimentRecord>;
  findExperiment(name: string): Promise<ExperimentRecord | null>;
  findExperimentById(id: number): Promise<ExperimentRecord | null>;
  /** Finds one with a damaged row too, so that it can be removed. */
  findExperimentId(name: string): Promise<number | null>;
  /** Newest first. */
  listExperiments(): Promise<ExperimentSummary[]>;
  summarizeExperiment(id: number): Promise<ExperimentSummary>;
  setPriority(id: number, priority: number): Promise<void>;
  /**
   * Ready and paused trials become `cancelled` and keep their checkpoints; running ones do when they next save. Returns
   * how many were cancelled at once.
   */
  cancelExperiment(id: number): Promise<number>;
  /** Makes cancelled trials ready again, and new ones possible. Returns how many. */
  reviveExperiment(id: number): Promise<number>;
  /** Removes it with all its trials, figures and attempts, and the blobs that nothing else uses. */
  removeExperiment(id: number): Promise<void>;
  /**
   * Removes these trials, as removeExperiment does. Throws UsageError for one that does not exist, and for a running
   * one unless `running` is set.
   */
  removeTrials(id: number, numbers: readonly number[], options?: RemoveOptions): Promise<void>;
  /**
   * Makes these trials ready to be trained again from the beginning; removes their figures, weights and checkpoints,
   * and with them what is damaged. Throws UsageError for one that does not exist or runs, InputError for one whose
   * description is damaged.
   */
  retryTrials(id: number, numbers: readonly number[]): Promise<void>;
  /**
   * Locks the experiment's row until the transaction ends, so that one at a time decides. On SQLite it does nothing.
   */
  lockExperiment(id: number): Promise<void>;

  /** Returns their ids, in the order of `trials`. Throws UsageError if the experiment is cancelled. */
  addTrials(experimentId: number, trials: readonly NewTrial[]): Promise<number[]>;
  findTrial(id: number): Promise<TrialRecord | null>;
  findTrialByNumber(experimentId: number, number: number): Promise<TrialRecord | null>;
  listTrials(experimentId: number, query?: TrialQuery): Promise<TrialRecord[]>;
  /** By number; finds trials with damaged rows too, so that they can be removed. */
  listStatuses(experimentId: number): Promise<readonly Pick<TrialRecord, "number" | "status">[]>;
  /** paused -> ready, to go on to a later epoch. A trial that is no longer paused stays as it is. */
  promoteTrials(
    experimentId: number,
    promotions: readonly { readonly number: number; readonly untilEpoch: number }[],
  ): Promise<void>;
  /** paused -> pruned, with `diagnosis`; likewise */
  pruneTrials(experimentId: number, numbers: readonly number[], diagnosis: string): Promise<void>;

  /** The experiment's ready trial with the lowest number becomes running. Null if none is ready. */
  takeNextTrial(experimentId: number, worker: string, environment: Json): Promise<TakenTrial | null>;
  /**
   * The trial becomes running, whether it is ready or was left running by a worker that has died (the queue knows).
   * Null if it is final, paused or removed.
   */
  takeTrial(trialId: number, worker: string, environment: Json): Promise<TakenTrial | null>;
  /**
   * running -> ready for all trials of an experiment whose process has died, or -> cancelled if the experiment was;
   * returns their numbers. They keep their checkpoints.
   */
  reclaimTrials(experimentId: number): Promise<number[]>;

  /** Replaces the trial's checkpoint. False if the lease is outdated or the experiment was cancelled: stop training. */
  saveCheckpoint(lease: Lease, checkpoint: Uint8Array, epochs: number): Promise<boolean>;
  /**
   * Gives a ready trial this checkpoint, of a trial that begins in the same way. False if it is not ready or has a
   * checkpoint.
   */
  startFromCheckpoint(trialId: number, checkpoint: Uint8Array, epochs: number): Promise<boolean>;
  /** Commits figures, weights and status; drops the checkpoint unless paused. False, and no change, if outdated. */
  endTrial(lease: Lease, outcome: TrialOutcome): Promise<boolean>;
  /** running -> ready after a stop, or -> cancelled with its experiment. False as endTrial. */
  releaseTrial(lease: Lease): Promise<boolean>;

  /** By trial id, only `names` if given; `{}` for a trial without figures. */
  readMetrics(trialIds: readonly number[], names?: readonly string[]): Promise<ReadonlyMap<number, Metrics>>;
  readResult(trialId: number): Promise<Json | null>;
  listAttempts(trialId: number): Promise<AttemptRecord[]>;
  /** The environments in which the experiment's trials were trained, each once, in order of first use. */
  listEnvironments(experimentId: number): Promise<Json[]>;
  /** Throws InputError if the bytes do not fit their SHA-256, whatever `onDamage` is. */
  readBlob(sha256: string): Promise<Uint8Array | null>;
  readCheckpoint(trialId: number): Promise<Uint8Array | null>;

  close(): Promise<void>;
}
