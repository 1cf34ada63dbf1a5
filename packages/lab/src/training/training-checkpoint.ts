/**
 * What a half-finished training needs to go on: the trainer's own checkpoint, and the figures of the epochs it has
 * behind it.
 */
import { deserialize, serialize } from "node:v8";
import type { TrainEpoch } from "study";
import { decodeEpochs, type EncodedEpochs, encodeEpochs } from "./encode-epochs.ts";

export interface TrainingCheckpoint {
  readonly trainer: Uint8Array;
  readonly epochs: readonly TrainEpoch[];
  /** time spent so far, over all processes */
  readonly seconds: number;
}

type Written = Omit<TrainingCheckpoint, "epochs"> & EncodedEpochs;

/** Structured clone's format: keeps every number exactly, and Node reads what its older versions wrote. */
export function encodeTrainingCheckpoint({ trainer, epochs, seconds }: TrainingCheckpoint): Uint8Array {
  const written: Written = { trainer, seconds, ...encodeEpochs(epochs) };
  return serialize(written);
}

/** The store has checked the bytes; the cast names what `encodeTrainingCheckpoint` wrote. */
export function decodeTrainingCheckpoint(bytes: Uint8Array): TrainingCheckpoint {
  const { trainer, seconds, ...encoded } = deserialize(bytes) as Written;
  return { trainer, seconds, epochs: decodeEpochs(encoded) };
}
