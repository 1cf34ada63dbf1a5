import type { ExperimentSpec, PruningSpec } from "../../experiment/spec.ts";
import type { ConfigurationState } from "../group-trials.ts";
import type { SweepDecision } from "../sweep-state.ts";

/** A way to end trainings before their last epoch; it decides when configurations begin, too. */
export interface Pruning<Spec extends PruningSpec = PruningSpec> {
  /** Why it cannot be combined with the rest of the experiment, what should be, and the fix; null when it can. */
  findConflict(spec: ExperimentSpec, pruning: Spec): string | null;
  decide(spec: ExperimentSpec, pruning: Spec, configurations: readonly ConfigurationState[]): SweepDecision;
}

export const NOTHING: SweepDecision = { create: [], promote: [], prune: [] };
