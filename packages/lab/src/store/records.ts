/** Rows of the database as the contract's records. */
import type { Selectable } from "kysely";
import type { Json, Point } from "../experiment/spec.ts";
import type { StoreSchema } from "./schema.ts";
import type { AttemptRecord, ExperimentRecord, NewExperiment, TrialRecord } from "./store.ts";

export function experimentRecord(row: Selectable<StoreSchema["experiments"]>): ExperimentRecord {
  return {
    id: row.id,
    name: row.name,
    spec: JSON.parse(row.spec) as NewExperiment["spec"],
    specSha256: row.spec_sha256,
    data: JSON.parse(row.data) as NewExperiment["data"],
    synthetic: row.synthetic === 1,
    codeVersion: row.code_version,
    objective: { metric: row.objective_metric, goal: row.objective_goal },
    expectedTrials: row.expected_trials,
    createdAt: new Date(row.created_at),
    priority: row.priority,
    cancelled: row.cancelled === 1,
  };
}

export function trialRecord(row: Selectable<StoreSchema["trials"]>): TrialRecord {
  return {
    id: row.id,
    experimentId: row.experiment_id,
    number: row.number,
    configuration: row.configuration,
    repeat: row.repeat,
    parameters: JSON.parse(row.parameters) as Point,
    seed: row.seed,
    task: row.task === null ? null : (JSON.parse(row.task) as Json),
    untilEpoch: row.until_epoch,
    thresholds: row.thresholds === null ? null : (JSON.parse(row.thresholds) as (number | null)[]),
    status: row.status,
    attempts: row.attempts,
    epochs: row.epochs,
    objective: row.objective,
    test: row.test_loss === null ? null : { loss: row.test_loss, accuracy: row.test_accuracy },
    seconds: row.seconds,
    diagnosis: row.diagnosis,
    weightsSha256: row.weights_sha256,
    checkpointSha256: row.checkpoint_sha256,
    startedAt: dateOrNull(row.started_at),
    endedAt: dateOrNull(row.ended_at),
  };
}

export function attemptRecord(row: Selectable<StoreSchema["attempts"]> & { readonly json: string }): AttemptRecord {
  return {
    attempt: row.attempt,
    worker: row.worker,
    startedAt: new Date(row.started_at),
    endedAt: dateOrNull(row.ended_at),
    outcome: row.outcome,
    fromEpoch: row.from_epoch,
    environment: JSON.parse(row.json) as Json,
  };
}

function dateOrNull(milliseconds: number | null): Date | null {
  return milliseconds === null ? null : new Date(milliseconds);
}
