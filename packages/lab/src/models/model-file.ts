/**
 * A trained network in a file of its own: a checkpoint of the library, which `restoreTrainer` opens, with the data and
 * the trial that it came from, so that `evaluate` need not be told.
 */
import { readFileSync, statSync } from "node:fs";
import {
  createTrainer,
  decodeCheckpoint,
  encodeCheckpoint,
  FormatError,
  restoreTrainer,
  SpecError,
  type Trainer,
} from "minibatch";
import { type Preparation, readPreparation } from "minibatch-data";
import type { TrainResult, TrainTask } from "study";
import { InputError } from "../errors.ts";
import { describeReadFailure } from "../files/describe-read-failure.ts";
import { writeWhole } from "../files/write-whole.ts";
import { type ModelOrigin, readOrigin } from "./model-origin.ts";

export interface OpenModel {
  /** to be disposed of by the caller */
  readonly trainer: Trainer;
  readonly origin: ModelOrigin;
  /** how raw rows become its inputs, and its outputs answers; null where it takes numbers as they are */
  readonly preparation: Preparation | null;
}

/** The network of a finished trial, from its spec and the stored parameters. The optimizer starts afresh. */
export async function modelOfTrial(
  task: TrainTask,
  parameters: Uint8Array,
  numerics: "fast" | "strict",
  { synthetic, keptEpoch }: Pick<ModelOrigin, "synthetic" | "keptEpoch">,
  prepared: TrainResult["prepared"] | null = null,
): Promise<OpenModel> {
  const { optimizer, seed, id, data } = task;
  const { model, preparation } = prepared ?? { model: task.model, preparation: null };
  const trainer = await createTrainer({ model, optimizer, seed, numerics });
  const tensors = trainer.weights();
  const expected = tensors.reduce((sum, { values }) => sum + values.byteLength, 0);
  if (expected !== parameters.byteLength) {
    trainer.dispose();
    throw new InputError(
      `Cannot open the network of ${id}: its weights have ${parameters.byteLength} bytes, its description asks ` +
        `for ${expected}; the store is damaged, train it again`,
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
  return { trainer, origin: { name: id, data, synthetic, keptEpoch }, preparation };
}

/** Writes the whole file or leaves the old one. Throws OutputError when it cannot be written. */
export function writeModelFile(file: string, { trainer, origin, preparation }: OpenModel): void {
  const { arrays, meta } = decodeCheckpoint(trainer.checkpoint());
  const own = preparation === null ? {} : { preparation };
  writeWhole(file, encodeCheckpoint(arrays, { ...(meta as object), origin, ...own }));
}

/** Throws InputError for a file that cannot be read or holds no network that can be opened here. */
export async function readModelFile(file: string): Promise<OpenModel> {
  const bytes = readBytes(file);
  try {
    const { meta } = decodeCheckpoint(bytes);
    const origin = readOrigin(meta, file);
    const { preparation } = meta as { readonly preparation?: unknown };
    const read = preparation === undefined ? null : readPreparation(preparation);
    return { trainer: await restoreTrainer(bytes), origin, preparation: read };
  } catch (error) {
    // kernels that this machine lacks: a strict network runs on no others
    if (!(error instanceof FormatError || error instanceof SpecError)) throw error;
    const otherwise = error instanceof SpecError ? "; or open it with the minibatch that wrote it" : "";
    throw new InputError(`Cannot open the model ${file}: ${error.message}${otherwise}`, { cause: error });
  }
}

/** Does not read a pipe, which might never end. */
function readBytes(file: string): Uint8Array {
  try {
    if (statSync(file).isFile()) return readFileSync(file);
  } catch (error) {
    throw new InputError(`Cannot open the model ${file}: ${describeReadFailure(error)}`, { cause: error });
  }
  throw new InputError(
    `Cannot open the model ${file}: it is a folder, a pipe or a device, should be a file; name a file`,
  );
}
