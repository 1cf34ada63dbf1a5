/** Rows of the database as the contract's records. Null for an invalid row: bad JSON, or a column of another type. */
import type { Selectable } from "kysely";
import type { Json, Point, TrialStatus } from "study";
import type { AttemptsTable, ExperimentsTable, TrialsTable } from "../schema.ts";
import type { AttemptRecord, ExperimentRecord, NewExperiment, TrialRecord } from "../store.ts";

export function experimentRecord(row: Selectable<ExperimentsTable>): ExperimentRecord | null {
  const spec = parseObject(row.spec);
  const data = parseObject(row.data);
  const texts = [row.name, row.spec_sha256, row.code_version, row.objective_metric];
  const isWhole = texts.every(isText) && ["min", "max"].includes(row.objective_goal) && isNumber(row.created_at);
  if (!isWhole || spec === null || data === null || !isText(spec.kind)) return null;
  return {
    id: row.id,
    name: row.name,
    spec: spec as unknown as NewExperiment["spec"],
    specSha256: row.spec_sha256,
    data: data as NewExperiment["data"],
    synthetic: row.synthetic === 1,
    codeVersion: row.code_version,
    objective: { metric: row.objective_metric, goal: row.objective_goal },
    expectedTrials: row.expected_trials,
    createdAt: new Date(row.created_at),
    priority: row.priority,
    cancelled: row.cancelled === 1,
  };
}

const NUMBERS = ["number", "configuration", "repeat", "seed", "attempts", "until_epoch", "epochs", "seconds"] as const;
const NUMBERS_OR_NONE = ["objective", "test_loss", "test_accuracy", "started_at", "ended_at"] as const;
const TEXTS_OR_NONE = ["diagnosis", "weights_sha256", "checkpoint_sha256", "thresholds", "task"] as const;

export function trialRecord(row: Selectable<TrialsTable>): TrialRecord | null {
  const parameters = parseObject(row.parameters);
  const [task, thresholds] = [parseOrNone(row.task), parseOrNone(row.thresholds)];
  const isWhole =
    NUMBERS.every((name) => isNumber(row[name])) &&
    NUMBERS_OR_NONE.every((name) => row[name] === null || isNumber(row[name])) &&
    TEXTS_OR_NONE.every((name) => row[name] === null || isText(row[name])) &&
    isStatus(row.status);
  if (!isWhole || parameters === null || task === undefined || thresholds === undefined) return null;
  return {
    id: row.id,
    experimentId: row.experiment_id,
    number: row.number,
    configuration: row.configuration,
    repeat: row.repeat,
    parameters: parameters as Point,
    seed: row.seed,
    task,
    untilEpoch: row.until_epoch,
    thresholds: thresholds as (number | null)[] | null,
    status: row.status,
    attempts: row.attempts,
    epochs: row.epochs,
    objective: row.objective,
    objectiveEpoch: row.objective_epoch,
    keptEpoch: row.kept_epoch,
    test: row.test_loss === null ? null : { loss: row.test_loss, accuracy: row.test_accuracy },
    seconds: row.seconds,
    diagnosis: row.diagnosis,
    weightsSha256: row.weights_sha256,
    checkpointSha256: row.checkpoint_sha256,
    startedAt: dateOrNull(row.started_at),
    endedAt: dateOrNull(row.ended_at),
  };
}

export function attemptRecord(row: Selectable<AttemptsTable>, environment: Json): AttemptRecord {
  return {
    attempt: row.attempt,
    worker: row.worker,
    startedAt: new Date(row.started_at),
    endedAt: dateOrNull(row.ended_at),
    outcome: row.outcome,
    fromEpoch: row.from_epoch,
    environment,
  };
}

function dateOrNull(milliseconds: number | null): Date | null {
  return milliseconds === null ? null : new Date(milliseconds);
}

const STATUSES: Readonly<Record<TrialStatus, true>> = {
  ready: true,
  running: true,
  paused: true,
  finished: true,
  failed: true,
  pruned: true,
  cancelled: true,
};

export function isStatus(value: unknown): value is TrialStatus {
  return isText(value) && Object.hasOwn(STATUSES, value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && !Number.isNaN(value);
}

/** Null if it is no JSON object. */
function parseObject(text: unknown): Readonly<Record<string, Json>> | null {
  const value = parse(text);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)
    : null;
}

/** Undefined if it is no JSON. */
function parseOrNone(text: unknown): Json | undefined {
  return text === null ? null : parse(text);
}

function parse(text: unknown): Json | undefined {
  if (!isText(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
