import { answerOf, type Slices } from "../data/slices.ts";
import type { Network } from "./network.ts";
import { openNetwork } from "./open-network.ts";

/**
 * The network itself when it has room for batches of `rows`, and takes weights of rows where they are needed, else a
 * copy; the old one is then freed.
 */
export function* widenNetwork(network: Network, rows: number, needsWeights = false): Slices<Network> {
  const { backend, recipe, capacity, isWeighted } = network;
  if (!(rows > capacity) && (isWeighted || !needsWeights)) return network;
  const able = needsWeights ? yield* answerOf(backend.withAllKernels?.() ?? backend) : backend;
  const fill = (fresh: Network): Slices<void> => copyNetwork(network, fresh);
  const wider = yield* openNetwork(able, recipe, Math.max(rows, capacity), fill, isWeighted || needsWeights);
  network.dispose();
  return wider;
}

function* copyNetwork(from: Network, to: Network): Slices<void> {
  const { saved } = to;
  for (const [i, { tensor }] of from.saved.entries()) yield* to.write(saved[i].tensor, yield* from.read(tensor));
  to.optimizer.scalars.set(from.optimizer.scalars);
  if (from.plateau !== null) to.plateau?.state.set(from.plateau.state);
  to.step = from.step;
  // the trainer may have been disposed of during a wait
  from.checkLive();
}
