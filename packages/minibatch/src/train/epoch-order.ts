/** The order in which an epoch visits the rows. */
import { shuffle } from "../random/shuffle.ts";
import { createStream } from "../random/stream.ts";

/** 0, 1, ... rows - 1 */
export function naturalOrder(rows: number): Uint32Array {
  const order = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) order[i] = i;
  return order;
}

/**
 * Fills `order` with the permutation of epoch 0, 1, ...: a function of seed and epoch alone, so that
 * a resumed run visits the rows as the uninterrupted one, and runs of one seed are paired.
 */
export function shuffleEpoch(order: Uint32Array, seed: number, epoch: number): void {
  for (let i = 0; i < order.length; i++) order[i] = i;
  shuffle(createStream(seed, "shuffle", epoch), order);
}
