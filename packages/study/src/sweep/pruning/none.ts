import type { PruningSpec } from "../../experiment/spec.ts";
import { beginGroup } from "./begin-group.ts";
import { NOTHING, type Pruning } from "./pruning.ts";

/** Every training goes to its last epoch. */
export const none: Pruning<Extract<PruningSpec, { kind: "none" }>> = {
  findConflict: () => null,
  decide: (spec, _, configurations) => ({
    ...NOTHING,
    create: beginGroup(spec, configurations, spec.training.epochs),
  }),
};
