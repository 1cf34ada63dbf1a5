/** C10's grid of learning rates: each optimizer's default times a factor. C9 looks for each one's best rate in it. */
import type { Budget } from "../budget.ts";
import { DEFAULT_RATES, type OptimizerName } from "../problems/optimizers.ts";
import { freshSeeds } from "./fresh-seeds.ts";

/** default x factor, to 12 digits, so that .001 x 3 reads 0.003 in a task's id */
export function scaledRate(name: OptimizerName, factor: number): number {
  return Number((DEFAULT_RATES[name] * factor).toPrecision(12));
}

export function sensitivitySeeds(budget: Budget, seed: number): number[] {
  return freshSeeds(seed, budget.sensitivity.seeds);
}
