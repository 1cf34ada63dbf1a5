/** Losses of one's own: a page of dense networks need not load what checks them. */
import type { Dataset, DenseRows, Targets } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import { SpecError } from "../errors.ts";
import type { BatchRows } from "../plan/executor.ts";
import type { Network, Source } from "./network.ts";

/** What a custom loss gives of a batch. */
export interface LossAndGradient {
  /** one number: the mean over the rows, or whatever shall become small */
  readonly loss: number;
  /** [rows, outputs] its derivative with respect to each number of `prediction.values` */
  readonly gradient: ArrayLike<number>;
}

/**
 * `prediction`: [rows, outputs] what the last layer gives; of a model whose loss has a softmax or a sigmoid that is its
 * logits, and `predict` gives the probabilities. `targets`: those of the batch. Equal arguments must give equal
 * results.
 */
export type CustomLoss = (prediction: DenseRows, targets: Targets) => LossAndGradient;

/** A loss of one's own, as a step asks for it. */
export interface OwnLoss {
  /** Throws DataError unless the batch fits the model. */
  check(batch: Dataset, network: Network): Slices<void>;
  /** The gradients of the batch by it, and its value, penalties included. */
  gradient(network: Network, source: Source, rows: BatchRows, batch: Dataset, rate: number): Slices<number>;
}

type OpenOwnLoss = (loss: CustomLoss) => OwnLoss;

let open: OpenOwnLoss = () => {
  throw new SpecError("loss", "cannot be given to minibatch/core: use minibatch");
};

/** `every-kind.ts` gives what opens one: a page of the core need not load it. */
export function addOwnLoss(given: OpenOwnLoss): void {
  open = given;
}

/** Throws SpecError in a door that has none. */
export function openOwnLoss(loss: CustomLoss): OwnLoss {
  return open(loss);
}
