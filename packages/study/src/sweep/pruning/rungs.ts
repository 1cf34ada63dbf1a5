import type { ExperimentSpec, PruningSpec } from "../../experiment/spec.ts";

export type HalvingPruning = Extract<PruningSpec, { kind: "successive-halving" }>;

/** Epochs at which halving decides: minEpochs * factor^k, those before the last epoch. */
export function rungEpochs(spec: ExperimentSpec, { minEpochs, factor }: HalvingPruning): number[] {
  const rungs: number[] = [];
  for (let epoch = minEpochs; epoch < spec.training.epochs; epoch *= factor) rungs.push(epoch);
  return rungs;
}

/** The epoch to which a trial promoted from `rung` trains: the next rung, or its last epoch. */
export function epochAfter(spec: ExperimentSpec, rungs: readonly number[], rung: number): number {
  return rungs[rung + 1] ?? spec.training.epochs;
}
