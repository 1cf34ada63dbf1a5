import type { PruningSpec } from "../../experiment/spec.ts";
import { median } from "./median.ts";
import { none } from "./none.ts";
import type { Pruning } from "./pruning.ts";
import { successiveHalving } from "./successive-halving.ts";

/** Every way to prune; a new one is a file and a row. */
export const prunings: Readonly<Record<PruningSpec["kind"], Pruning>> = {
  none,
  median,
  "successive-halving": successiveHalving,
};
