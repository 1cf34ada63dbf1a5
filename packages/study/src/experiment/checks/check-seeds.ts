import { ExperimentError } from "../experiment-error.ts";
import { LARGEST_SEED } from "../schema/largest-seed.ts";
import type { ExperimentSpec } from "../spec.ts";

/** Whether every repeat has a seed. Throws ExperimentError. */
export function checkSeeds({ seed, repeats }: Pick<ExperimentSpec, "seed" | "repeats">): void {
  if (seed + repeats - 1 <= LARGEST_SEED) return;
  throw new ExperimentError(
    ["seed"],
    `cannot be ${seed}: ${repeats} repeats would go beyond 2^32 - 1; give a smaller one`,
  );
}
