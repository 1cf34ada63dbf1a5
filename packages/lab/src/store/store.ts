/**
 * The store's contract: experiments, trials, figures, checkpoints and weights, on SQLite (one file) or Postgres
 * (shared). `store-contract.ts` holds both to it. Every method is one transaction unless it is called on the store that
 * `transaction` hands out.
 *
 * Every row has a seal, a checksum of what it holds, and every blob its SHA-256. What does not fit them is never given
 * out: it is left out and told where the store was opened with `onDamage`; else the call throws InputError. Either
 * names the experiment, the trial and the figure.
 *
 * A trial is worked on under a *lease*: its id and the number of the attempt. Taking it raises the number, so that what
 * a worker writes that was thought dead, and was replaced, is refused: a result is committed once.
 */
import type { Json, Point, TrialStatus } from "study";

export interface NewExperiment {
  readonly name: string;
  /** an ExperimentSpec, or the reproduction's description; `kind` tells which */
  readonly spec: { readonly kind: string };
  /** SHA-256 of the spec's canonical JSON */
  readonly specSha256: string;
  /** file name -> SHA-256 of the data it trains on; "synthetic" is told by `synthetic` */
  readonly data: Readonly<Record<string, string>>;
  readonly synthetic: boolean;
  /** version of minibatch that made it */
  readonly codeVersion: string;
  /** what every trial's objective is, e.g. "validationAccuracy", and whether more is better */
  readonly objective: { readonly metric: string; readonly goal: "min" | "max" };
  /** trials that the whole sweep will have, as far as it is known beforehand (for bars and time left) */
  readonly expectedTrials: number;
  /** files of one's own that it trains on, kept under their SHA-256 for workers elsewhere; default none */
  readonly files?: readonly Uint8Array[] | undefined;
}

export interface ExperimentRecord extends Omit<NewExperiment, "files"> {
  readonly id: number;
  readonly createdAt: Date;
  /** higher first, where several experiments wait in one queue */
  readonly priority: number;
  readonly cancelled: boolean;
}

export interface ExperimentSummary extends ExperimentRecord {
  readonly counts: Readonly<Record<TrialStatus, number>>;
  /** best objective of a finished trial, that trial's number, and whose figure it is; null when none is finished */
  readonly best:
    | ({ readonly objective: number; readonly trial: number } & Pick<TrialRecord, "objectiveEpoch" | "keptEpoch">)
    | null;
  /** sum over trials, of the time spent training */
  readonly seconds: number;
}

export interface NewTrial {
  readonly number: number;
  readonly configuration: number;
  readonly repeat: number;
  readonly parameters: Point;
  readonly seed: number;
  /** the task's frozen JSON where it cannot be built from the experiment's spec; else null */
  readonly task: Json | null;
  readonly untilEpoch: number;
  /** by epoch - 1, see NewConfiguration */
  readonly thresholds: readonly (number | null)[] | null;
}

export interface TrialRecord extends NewTrial {
  readonly id: number;
  readonly experimentId: number;
  readonly status: TrialStatus;
  /** how often a worker has begun or taken it up; also the number of the lease that counts */
  readonly attempts: number;
  /** epochs that its figures or its checkpoint have behind them */
  readonly epochs: number;
  /** null until it has one */
  readonly objective: number | null;
  /**
   * the epoch that the objective is a figure of, 1, 2, ...; null without one, and where an earlier version trained it,
   * which did not tell
   */
  readonly objectiveEpoch: number | null;
  /** the epoch whose network it keeps, or would if it ended where it is; null likewise, and where it failed */
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

/** The right to write to a trial, for as long as no later attempt has begun. */
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
  /** null while it runs, or when it died */
  readonly endedAt: Date | null;
  /** "finished", "failed", "pruned", "paused", "stopped", "lost"; null while it runs */
  readonly outcome: string | null;
  /** epochs that it went on from */
  readonly fromEpoch: number;
  readonly environment: Json;
}

/**
 * name -> figure after each epoch; NaN where there was none. Names as in results.json: `trainLoss`,
 * `validationAccuracy`, `hidden1.deadUnits`
 */
export type Metrics = Readonly<Record<string, ArrayLike<number>>>;

export interface TrialOutcome {
  readonly status: "finished" | "failed" | "pruned" | "paused";
  readonly epochs: number;
  readonly metrics: Metrics;
  /** null where it has none; NaN, here as in `test` and `seconds`, is a RangeError */
  readonly objective: number | null;
  /** as TrialRecord's, as `keptEpoch` */
  readonly objectiveEpoch: number | null;
  readonly keptEpoch: number | null;
  readonly test: { readonly loss: number; readonly accuracy: number | null } | null;
  /** of the training, over all attempts */
  readonly seconds: number;
  readonly diagnosis: string | null;
  /**
   * little-endian parameters in the model's order, as `hashWeights` takes them; kept under their SHA-256. Null: none
   */
  readonly weights: Uint8Array | null;
  /** for "paused": what it will go on from */
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
  /** "number" (default), or "objective": best first, those without one last */
  readonly order?: "number" | "objective";
  readonly limit?: number;
  readonly offset?: number;
}

export interface RemoveOptions {
  /** also those that run: their workers have lost their leases */
  readonly running?: boolean;
}

export interface LabStore {
  /** `file` of SQLite, or the URL of Postgres without its password: for messages */
  readonly place: string;
  /** weights and checkpoints are no longer than this */
  readonly mostBlobBytes: number;
  /** why this store can only be read, as far as it is known beforehand: "no permission to write the file"; else null */
  readonly readOnly: string | null;

  /**
   * Runs `work` in one transaction: all of it is committed, or nothing. Not nested. `work` waits for nothing but the
   * store it is handed: a call of the outer one would, on SQLite, wait for this transaction's end.
   */
  transaction<T>(work: (store: LabStore) => Promise<T>): Promise<T>;
  /** For pg-boss: a statement in this store's transaction. SQLite throws. */
  executeSql(text: string, values?: readonly unknown[]): Promise<{ readonly rows: unknown[] }>;

  /** Throws UsageError when the name is taken. */
  createExperiment(experiment: NewExperiment): Promise<ExperimentRecord>;
  findExperiment(name: string): Promise<ExperimentRecord | null>;
  findExperimentById(id: number): Promise<ExperimentRecord | null>;
  /** Also of one whose row is damaged, for its removal. */
  findExperimentId(name: string): Promise<number | null>;
  /** Newest first. */
  listExperiments(): Promise<ExperimentSummary[]>;
  summarizeExperiment(id: number): Promise<ExperimentSummary>;
  setPriority(id: number, priority: number): Promise<void>;
  /**
   * Ready and paused trials become `cancelled`, with their checkpoints; running ones are when they ask. Gives the
   * number of trials cancelled at once.
   */
  cancelExperiment(id: number): Promise<number>;
  /** Cancelled trials become ready again, and it takes new ones. Gives how many. */
  reviveExperiment(id: number): Promise<number>;
  /** With all its trials, figures, attempts and the blobs that nothing else names. */
  removeExperiment(id: number): Promise<void>;
  /**
   * Trials with these numbers, as removeExperiment. Throws UsageError for one that is not there, and for a running one
   * unless `running`.
   */
  removeTrials(id: number, numbers: readonly number[], options?: RemoveOptions): Promise<void>;
  /**
   * Trials with these numbers become ready, to be trained again from the beginning as they were described: with their
   * figures, weights and checkpoints goes what is damaged of them. Throws UsageError for one that is not there or runs,
   * InputError for one whose description is damaged.
   */
  retryTrials(id: number, numbers: readonly number[]): Promise<void>;
  /** Locks the experiment's row until the transaction ends, so that one at a time decides. SQLite: nothing to do. */
  lockExperiment(id: number): Promise<void>;

  /** Gives their ids, in the order of `trials`. Throws UsageError when the experiment is cancelled. */
  addTrials(experimentId: number, trials: readonly NewTrial[]): Promise<number[]>;
  findTrial(id: number): Promise<TrialRecord | null>;
  findTrialByNumber(experimentId: number, number: number): Promise<TrialRecord | null>;
  listTrials(experimentId: number, query?: TrialQuery): Promise<TrialRecord[]>;
  /** By number, also of trials whose rows are damaged, for their removal. */
  listStatuses(experimentId: number): Promise<readonly Pick<TrialRecord, "number" | "status">[]>;
  /** paused -> ready, until a later epoch. One that is no longer paused stays as it is. */
  promoteTrials(
    experimentId: number,
    promotions: readonly { readonly number: number; readonly untilEpoch: number }[],
  ): Promise<void>;
  /** paused -> pruned, with `diagnosis`; likewise */
  pruneTrials(experimentId: number, numbers: readonly number[], diagnosis: string): Promise<void>;

  /** The ready trial of the experiment with the lowest number becomes running. Null: none is ready. */
  takeNextTrial(experimentId: number, worker: string, environment: Json): Promise<TakenTrial | null>;
  /**
   * This trial becomes running, whether it is ready or was left running by a worker that is gone (the queue knows).
   * Null when it is final, paused, or not there any more.
   */
  takeTrial(trialId: number, worker: string, environment: Json): Promise<TakenTrial | null>;
  /**
   * running -> ready for all of an experiment whose runner is gone (cancelled, if it was); gives their numbers. Their
   * checkpoints stay.
   */
  reclaimTrials(experimentId: number): Promise<number[]>;

  /**
   * Replaces the trial's checkpoint. False when the lease is no longer the trial's, or the experiment was cancelled:
   * stop working on it.
   */
  saveCheckpoint(lease: Lease, checkpoint: Uint8Array, epochs: number): Promise<boolean>;
  /**
   * A ready trial without a checkpoint begins from this one, of a trial that has begun as it does. False: it is not
   * ready, or has one.
   */
  startFromCheckpoint(trialId: number, checkpoint: Uint8Array, epochs: number): Promise<boolean>;
  /**
   * Commits figures, weights and status, and drops the checkpoint unless it is paused. False when the lease is no
   * longer the trial's: nothing is written.
   */
  endTrial(lease: Lease, outcome: TrialOutcome): Promise<boolean>;
  /** running -> ready: stopped in good order. False as endTrial. With a cancelled experiment: -> cancelled */
  releaseTrial(lease: Lease): Promise<boolean>;

  /** Of these trials; only `names` where given. By trial id; one without figures has none, `{}`. */
  readMetrics(trialIds: readonly number[], names?: readonly string[]): Promise<ReadonlyMap<number, Metrics>>;
  readResult(trialId: number): Promise<Json | null>;
  listAttempts(trialId: number): Promise<AttemptRecord[]>;
  /** Those that the experiment's trials were worked on in, each once, in the order in which they first were. */
  listEnvironments(experimentId: number): Promise<Json[]>;
  /** Throws InputError when the bytes do not fit their SHA-256, whatever `onDamage` is. */
  readBlob(sha256: string): Promise<Uint8Array | null>;
  readCheckpoint(trialId: number): Promise<Uint8Array | null>;

  close(): Promise<void>;
}
