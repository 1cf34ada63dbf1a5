/**
 * The tables, as Kysely sees them. One set of types fits both databases: times are milliseconds since 1970, booleans
 * are 0 or 1, and JSON is text, because Postgres's JSON types do not keep the order of a spec's keys. `seal`: see
 * seal.ts; null in rows of versions without seals. A column added to a sealed table must be null in existing rows.
 */
import type { Generated } from "kysely";
import type { TrialStatus } from "study";

export interface StoreSchema {
  readonly experiments: ExperimentsTable;
  readonly trials: TrialsTable;
  readonly metrics: MetricsTable;
  readonly results: ResultsTable;
  readonly attempts: AttemptsTable;
  readonly environments: EnvironmentsTable;
  readonly blobs: BlobsTable;
}

export interface ExperimentsTable {
  readonly id: Generated<number>;
  readonly name: string;
  readonly spec: string;
  readonly spec_sha256: string;
  readonly data: string;
  readonly synthetic: number;
  readonly code_version: string;
  readonly objective_metric: string;
  readonly objective_goal: "min" | "max";
  readonly expected_trials: number;
  readonly created_at: number;
  readonly priority: Generated<number>;
  readonly cancelled: Generated<number>;
  readonly seal: number | null;
}

export interface TrialsTable {
  readonly id: Generated<number>;
  readonly experiment_id: number;
  readonly number: number;
  readonly configuration: number;
  readonly repeat: number;
  readonly seed: number;
  readonly status: TrialStatus;
  readonly attempts: Generated<number>;
  readonly until_epoch: number;
  readonly epochs: Generated<number>;
  readonly objective: number | null;
  readonly objective_epoch: number | null;
  readonly kept_epoch: number | null;
  readonly test_loss: number | null;
  readonly test_accuracy: number | null;
  readonly seconds: Generated<number>;
  readonly started_at: number | null;
  readonly ended_at: number | null;
  readonly weights_sha256: string | null;
  readonly checkpoint_sha256: string | null;
  readonly diagnosis: string | null;
  readonly parameters: string;
  readonly thresholds: string | null;
  readonly task: string | null;
  /** of its description alone: with that intact, a trial with a damaged outcome can be trained again */
  readonly description_seal: number | null;
  /** of all its rows in `metrics`; null if they may have been written without seals */
  readonly figures_seal: number | null;
  readonly seal: number | null;
}

/** A row per trial and name. `values`: little-endian float64, one per epoch. */
interface MetricsTable {
  readonly trial_id: number;
  readonly name: string;
  readonly values: Uint8Array;
  readonly seal: number | null;
}

/** Results of tasks that are not trainings; a table of their own, because lists of trials do not read them. */
interface ResultsTable {
  readonly trial_id: number;
  readonly json: string;
}

export interface AttemptsTable {
  readonly trial_id: number;
  readonly attempt: number;
  readonly worker: string;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly outcome: string | null;
  readonly from_epoch: Generated<number>;
  readonly environment_sha256: string;
  readonly seal: number | null;
}

/** Kept once for all attempts that share it, and never deleted: a few hundred bytes per machine and version. */
interface EnvironmentsTable {
  readonly sha256: string;
  readonly json: string;
}

/** `uses`: references by trials, as weights or checkpoint. At 0 it is deleted in the same transaction. */
interface BlobsTable {
  readonly sha256: string;
  readonly uses: number;
  readonly bytes: Uint8Array;
}
