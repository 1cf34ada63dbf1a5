import { decodeCheckpoint, encodeCheckpoint, type Trainer } from "minibatch";
import type { Preparation } from "../preprocessing/preparation.ts";

/**
 * A trained network with its preprocessing, as bytes that `openModel`, the command `minibatch predict` and, for the
 * network alone, `restoreTrainer` open: a checkpoint whose `meta` has the preparation beside it.
 */
export function saveModel(trainer: Trainer, preparation: Preparation): Uint8Array<ArrayBuffer> {
  const { arrays, meta } = decodeCheckpoint(trainer.checkpoint());
  return encodeCheckpoint(arrays, { ...(meta as object), preparation });
}
