/** The file of the network that an experiment starts from, and what its first trial takes of it. */
import { resolve } from "node:path";
import { createTrainer, DataError, FormatError, SpecError, type Started } from "minibatch";
import { buildTask, ExperimentError, type ExperimentInput, type ExperimentSpec, type StartInput } from "study";
import { type KeptFiles, type OwnFile, type OwnRows, readOwnFile } from "../data/own-files.ts";
import { sha256Of } from "../data/read-data-file.ts";
import { InputError } from "../errors.ts";
import { isMissing } from "../files/is-missing.ts";
import { modelOfTask } from "../training/model-of-task.ts";
import { startOptions } from "../training/start-file.ts";

/** A file as it was read, and what the first trial takes; null where it takes nothing. */
export interface StartFile {
  readonly bytes: Uint8Array;
  readonly started: Started | null;
}

/** The start as it was written; null where there is none, or something else, which the schema tells. */
function startOf(input: unknown): StartInput | null {
  if (typeof input !== "object" || input === null) return null;
  const { start } = input as { readonly start?: unknown };
  if (typeof start !== "object" || start === null) return null;
  return typeof (start as StartInput).model === "string" ? (start as StartInput) : null;
}

/**
 * Reads the file, from the folder or from where it is kept, and completes the start by its hash. Throws ExperimentError
 * where it cannot be read, or is not the one that a complete experiment began with.
 */
export async function readStart(
  input: ExperimentInput,
  folder: string,
  kept: KeptFiles | null,
): Promise<{ readonly input: ExperimentInput; readonly file: Pick<OwnFile, "bytes" | "sha256"> } | null> {
  const start = startOf(input);
  if (start === null) return null;
  const file = await readFile(start, folder, kept);
  if (start.sha256 !== undefined && start.sha256 !== file.sha256) {
    throw new ExperimentError(
      ["start", "model"],
      `cannot be ${start.model}: the experiment began with another file of that name; put that back, or leave ` +
        "sha256 out",
    );
  }
  return { input: { ...input, start: { ...start, sha256: file.sha256 } }, file };
}

async function readFile(
  { model, sha256 }: StartInput,
  folder: string,
  kept: KeptFiles | null,
): Promise<Pick<OwnFile, "bytes" | "sha256">> {
  const path = resolve(folder, model);
  if (sha256 !== undefined && kept !== null && isMissing(path)) {
    const bytes = await kept.readBlob(sha256);
    if (bytes !== null) return { bytes, sha256: sha256Of(bytes) };
  }
  try {
    const file = readOwnFile(model, path);
    if (!file.isFolder) return file;
    throw new InputError(`Cannot read ${path}: it is a folder, should be a file; name a file`);
  } catch (error) {
    throw error instanceof InputError ? new ExperimentError(["start", "model"], error.message) : error;
  }
}

/** What the first trial takes of the file. Throws ExperimentError where the two do not fit. */
export async function tryStart(
  spec: ExperimentSpec,
  own: Pick<OwnRows, "preparation"> | null,
  bytes: Uint8Array,
): Promise<StartFile> {
  const task = buildTask(spec, {}, spec.seed, spec.name);
  if (task.kind !== "train" || task.start === undefined) return { bytes, started: null };
  const start = startOptions(task.start, bytes);
  if (start === null) return { bytes, started: null };
  try {
    const model = modelOfTask(task, own?.preparation ?? undefined);
    using trainer = await createTrainer({ model, optimizer: task.optimizer, capacity: 1, start });
    return { bytes, started: trainer.started };
  } catch (error) {
    if (error instanceof SpecError && error.path.startsWith("start.layers")) {
      const at = error.path
        .slice("start.".length)
        .split(/[[\].]+/)
        .filter((part) => part !== "");
      const path = ["start", ...at.map((part) => (/^\d+$/.test(part) ? Number(part) : part))];
      throw new ExperimentError(path, error.message.slice(`${error.path}: `.length));
    }
    if (!(error instanceof DataError || error instanceof FormatError || error instanceof SpecError)) throw error;
    throw new ExperimentError(["start"], `does not fit ${task.start.model}: ${error.message}`);
  }
}
