import type { Slices } from "../data/slices.ts";
import type { Network } from "./network.ts";
import { openNetwork } from "./open-network.ts";

/** The network itself when it has room for batches of `rows`, else a copy with more room; the old one is then freed. */
export function* widenNetwork(network: Network, rows: number): Slices<Network> {
  if (!(rows > network.capacity)) return network;
  const wider = yield* openNetwork(network.backend, network.recipe, rows, (fresh) => copyNetwork(network, fresh));
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
