/**
 * A trained network in a file of its own: a checkpoint of the library, which `restoreTrainer` opens, and beside it what the network was
 * trained on and as which trial, so that it can be evaluated without being told again.
 */
import { readFileSync } from "node:fs";
import {
  createTrainer,
  decodeCheckpoint,
  encodeCheckpoint,
  FormatError,
  restoreTrainer,
  type Trainer,
} from "minibatch";
import { InputError } from "../errors.ts";
import { writeWhole } from "../files/write-whole.ts";
import type { TrainData, TrainTask } from "../run/train-task.ts";

export interface ModelOrigin {
  /** `optimizers/3`, or the file's name where it does not say */
  readonly name: string;
  /** null where the file does not say */
  readonly data: TrainData | null;
  /** trained on data that were drawn by a procedure; null where the file does not say */
  readonly synthetic: boolean | null;
  /** the epoch whose weights these are; null where the file does not say */
  readonly keptEpoch: number | null;
}

export interface OpenModel {
  /** the caller disposes of it */
  readonly trainer: Trainer;
  readonly origin: ModelOrigin;
}

/** The network of a finished trial: its description and the parameters that the store keeps. The optimizer begins anew. */
export async function modelOfTrial(
  task: TrainTask,
  parameters: Uint8Array,
  numerics: "fast" | "strict",
  { synthetic, keptEpoch }: Pick<ModelOrigin, "synthetic" | "keptEpoch">,
): Promise<OpenModel> {
  const { model, optimizer, seed, id, data } = task;
  const trainer = await createTrainer({ model, optimizer, seed, numerics });
  const tensors = trainer.weights();
  const expected = tensors.reduce((sum, { values }) => sum + values.byteLength, 0);
  if (expected !== parameters.byteLength) {
    trainer.dispose();
    throw new InputError(
      `Cannot open the network of ${id}: its weights have ${parameters.byteLength} bytes, its description asks for ${expected}; the store is damaged, train it again`,
    );
  }
  const view = new DataView(parameters.buffer, parameters.byteOffset, parameters.byteLength);
  let offset = 0;
  for (const { values } of tensors) {
    for (let i = 0; i < values.length; i++, offset += values.BYTES_PER_ELEMENT) {
      values[i] = values instanceof Float32Array ? view.getFloat32(offset, true) : view.getFloat64(offset, true);
    }
  }
  trainer.setWeights(tensors);
  return { trainer, origin: { name: id, data, synthetic, keptEpoch } };
}

/** Throws OutputError when the disk refuses. The file is the old one or the new one, whole. */
export function writeModelFile(file: string, { trainer, origin }: OpenModel): void {
  const { arrays, meta } = decodeCheckpoint(trainer.checkpoint());
  writeWhole(file, encodeCheckpoint(arrays, { ...(meta as object), origin }));
}

/** Throws InputError for a file that cannot be read or holds no network. */
export async function readModelFile(file: string): Promise<OpenModel> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const reason = code === "ENOENT" ? "there is no such file; check the path" : `the system says ${String(code)}`;
    throw new InputError(`Cannot open the model ${file}: ${reason}`);
  }
  try {
    const trainer = await restoreTrainer(bytes);
    return { trainer, origin: { name: file, data: null, synthetic: null, keptEpoch: null, ...readOrigin(bytes) } };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new InputError(`Cannot open the model ${file}: ${error.message}`);
  }
}

function readOrigin(bytes: Uint8Array): Partial<ModelOrigin> {
  const meta = decodeCheckpoint(bytes).meta as { readonly origin?: Partial<ModelOrigin> };
  return meta.origin ?? {};
}
