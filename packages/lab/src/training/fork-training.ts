/** From a training's checkpoint to the one from which another goes on that has begun alike. */
import { decodeCheckpoint, encodeCheckpoint } from "minibatch";
import type { TrainEpoch, TrainTask } from "study";
import type { Fork } from "./plan-forks.ts";
import type { TrainingCheckpoint } from "./training-checkpoint.ts";

/** `checkpoint` is the leader's after `fork.epochs` epochs. */
export function forkTraining({ training }: Fork, { trainer, epochs, seconds }: TrainingCheckpoint): TrainingCheckpoint {
  return {
    trainer: giveOptimizer(trainer, training.optimizer),
    epochs: epochs.map((epoch) => keepAsked(epoch, training)),
    seconds,
  };
}

/**
 * The optimizers differ in their schedule alone, so that weights, optimizer state and progress are the follower's too.
 */
function giveOptimizer(trainer: Uint8Array, optimizer: TrainTask["optimizer"]): Uint8Array {
  const { arrays, meta } = decodeCheckpoint(trainer);
  const saved = meta as { readonly recipe: object };
  return encodeCheckpoint(arrays, { ...saved, recipe: { ...saved.recipe, optimizer } });
}

/** What the follower would have recorded. */
function keepAsked(epoch: TrainEpoch, { evaluateTrain, doctor }: TrainTask): TrainEpoch {
  const health = doctor ? {} : { deadUnits: null, saturation: null, meanActivation: null, layers: [] };
  return { ...epoch, train: evaluateTrain ? epoch.train : null, ...health };
}
