/** What a half-finished training needs to go on: the trainer's own checkpoint, and the figures of the epochs it has behind it. */
import { deserialize, serialize } from "node:v8";
import type { TrainEpoch } from "./train-task.ts";

export interface TrainingCheckpoint {
  readonly trainer: Uint8Array;
  readonly epochs: readonly TrainEpoch[];
  /** time spent so far, over all processes */
  readonly seconds: number;
}

/** Structured clone's format: keeps every number exactly, and Node reads what its older versions wrote. */
export function encodeTrainingCheckpoint(checkpoint: TrainingCheckpoint): Uint8Array {
  return serialize(checkpoint);
}

/** The run store has checked the bytes; the cast names what `encodeTrainingCheckpoint` wrote. */
export function decodeTrainingCheckpoint(bytes: Uint8Array): TrainingCheckpoint {
  return deserialize(bytes) as TrainingCheckpoint;
}
