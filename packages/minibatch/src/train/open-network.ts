import type { Slices } from "../data/slices.ts";
import type { Backend } from "../plan/executor.ts";
import { Network, type Recipe } from "./network.ts";

/** A new network whose numbers `fill` puts in; its memory is given back where that fails. */
export function* openNetwork(
  backend: Backend,
  recipe: Recipe,
  capacity: number,
  fill: (network: Network) => Slices<void>,
  isWeighted = false,
): Slices<Network> {
  const network = new Network(backend, recipe, capacity, isWeighted);
  let isFilled = false;
  try {
    yield* fill(network);
    isFilled = true;
    return network;
  } finally {
    if (!isFilled) network.dispose();
  }
}
