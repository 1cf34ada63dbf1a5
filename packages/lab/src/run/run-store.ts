/**
 * Finished and half-finished runs of one output directory: `runs/<key>.json` and `runs/<key>.checkpoint`.
 * A file is whole or refused: it carries its own SHA-256, and what does not fit is named, never silently trained again.
 */
import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../errors.ts";
import { canonicalJson } from "../files/canonical-json.ts";
import { makeDirectory } from "../files/make-directory.ts";
import { writeWhole } from "../files/write-whole.ts";
import type { Task } from "./task.ts";
import { type TaskScope, taskKey } from "./task-key.ts";

const RECORD_FORMAT = "minibatch.run/1";
const CHECKPOINT_MAGIC = "minibatch.checkpoint-file/1\n";
const DIGEST_BYTES = 32;

/** One row of the store. `sha256` is of the canonical JSON of `result`. */
interface RunRecord {
  readonly format: typeof RECORD_FORMAT;
  readonly key: string;
  readonly task: Task;
  readonly scope: TaskScope;
  readonly sha256: string;
  readonly result: unknown;
  /** time its worker spent in the process that finished it */
  readonly seconds: number;
}

export type FinishedRun = Pick<RunRecord, "result" | "seconds">;

export interface RunStore {
  keyOf(task: Task): string;
  /** Null when it is not finished. Throws InputError for a file that is not what it should be. */
  findRun(task: Task): FinishedRun | null;
  /** the last checkpoint, or null. Throws InputError likewise. */
  findCheckpoint(task: Task): Uint8Array | null;
  saveCheckpoint(task: Task, bytes: Uint8Array): void;
  /** commits the result and drops the checkpoint */
  saveRun(task: Task, run: FinishedRun): void;
}

export function openRunStore(directory: string, scope: TaskScope): RunStore {
  const folder = join(directory, "runs");
  makeDirectory(folder);
  const keyOf = (task: Task): string => taskKey(task, scope);
  const resultFile = (task: Task): string => join(folder, `${keyOf(task)}.json`);
  const checkpointFile = (task: Task): string => join(folder, `${keyOf(task)}.checkpoint`);
  return {
    keyOf,
    findRun(task) {
      const file = resultFile(task);
      const text = readIfThere(file);
      return text === null ? null : decodeRecord(text.toString("utf8"), keyOf(task), file);
    },
    findCheckpoint(task) {
      const file = checkpointFile(task);
      const bytes = readIfThere(file);
      return bytes === null ? null : unsealCheckpoint(bytes, file);
    },
    saveCheckpoint(task, bytes) {
      writeWhole(checkpointFile(task), Buffer.concat([Buffer.from(CHECKPOINT_MAGIC), digest(bytes), bytes]));
    },
    saveRun(task, { result, seconds }) {
      const sha256 = digest(canonicalJson(result)).toString("hex");
      const record: RunRecord = { format: RECORD_FORMAT, key: keyOf(task), task, scope, sha256, result, seconds };
      writeWhole(resultFile(task), `${JSON.stringify(record)}\n`);
      rmSync(checkpointFile(task), { force: true });
    },
  };
}

function decodeRecord(text: string, key: string, file: string): RunRecord {
  let record: Partial<RunRecord>;
  try {
    record = JSON.parse(text) as Partial<RunRecord>;
  } catch {
    throw refuse(file, "it is not whole JSON");
  }
  if (record?.format !== RECORD_FORMAT)
    throw refuse(file, `its format is ${JSON.stringify(record?.format)}, not "${RECORD_FORMAT}"`);
  if (record.key !== key) throw refuse(file, "it holds another run than its name says");
  if (record.result === undefined || digest(canonicalJson(record.result)).toString("hex") !== record.sha256) {
    throw refuse(file, "its result does not fit its SHA-256");
  }
  return record as RunRecord;
}

function unsealCheckpoint(bytes: Buffer, file: string): Uint8Array {
  const start = CHECKPOINT_MAGIC.length + DIGEST_BYTES;
  if (bytes.length < start || bytes.toString("latin1", 0, CHECKPOINT_MAGIC.length) !== CHECKPOINT_MAGIC) {
    throw refuse(file, "it is not a checkpoint");
  }
  const body = bytes.subarray(start);
  if (!digest(body).equals(bytes.subarray(CHECKPOINT_MAGIC.length, start)))
    throw refuse(file, "its bytes do not fit its SHA-256");
  return new Uint8Array(body);
}

function digest(content: string | Uint8Array): Buffer {
  return createHash("sha256").update(content).digest();
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw refuse(file, `it cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

function refuse(file: string, reason: string): InputError {
  return new InputError(`Cannot go on from ${file}: ${reason}; delete this file to train that run again`);
}
