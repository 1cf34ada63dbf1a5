import type { ExperimentSpec, PruningSpec } from "../../experiment/spec.ts";
import type { ConfigurationState } from "../group-trials.ts";
import type { SweepDecision } from "../sweep-state.ts";

/** A way to end trainings before their last epoch; it also decides when configurations begin. */
export interface Pruning<Spec extends PruningSpec = PruningSpec> {
  /** Why it does not fit the rest of the experiment, in one line with the fix; null when it fits. */
  findConflict(spec: ExperimentSpec, pruning: Spec): string | null;
  decide(spec: ExperimentSpec, pruning: Spec, configurations: readonly ConfigurationState[]): SweepDecision;
}

export const NOTHING: SweepDecision = { create: [], promote: [], prune: [] };
