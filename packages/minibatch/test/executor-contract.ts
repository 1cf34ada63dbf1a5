/**
 * What every executor must do: each operation as the float64 reference does it, on shapes chosen to hurt (tails in each
 * axis, empty rows and columns, more than any block, logits of +-1000), inputs untouched, nothing written past an
 * output; and what the interface promises of feeds, runs and memory.
 */
import { describe } from "vitest";
import type { Backend } from "../src/plan/executor.ts";
import { describeConvolutions } from "./executor-contract/convolutions.ts";
import { describeElementwise } from "./executor-contract/elementwise.ts";
import { describeFeeds } from "./executor-contract/feeds.ts";
import { describeHabits } from "./executor-contract/habits.ts";
import { describeLayers } from "./executor-contract/layers.ts";
import { describeLosses } from "./executor-contract/losses.ts";
import { describeLossesByFormula } from "./executor-contract/losses-by-formula.ts";
import { describeMemory } from "./executor-contract/memory.ts";
import { describeNormalization } from "./executor-contract/normalization.ts";
import { describePooling } from "./executor-contract/pooling.ts";
import { describeProducts } from "./executor-contract/products.ts";
import { describeRuns } from "./executor-contract/runs.ts";
import type { Tolerance } from "./expect-close.ts";

/**
 * Runs the suite on a backend. `tolerance` is for results of numbers of about 1, relative for larger ones; what an
 * operation promises exactly (sums in float64, clipping, equal bits whatever the form of the rows) is held to that.
 */
export function describeExecutorContract(
  name: string,
  createBackend: () => Promise<Backend> | Backend,
  tolerance: Tolerance,
): void {
  const create = async (): Promise<Backend> => createBackend();
  describe(`${name} does as the reference does (abs ${tolerance.abs}, rel ${tolerance.rel})`, () => {
    describeProducts(create, tolerance);
    describeLayers(create, tolerance);
    describeConvolutions(create, tolerance);
    describeElementwise(create, tolerance);
    describeHabits(create, tolerance);
    describePooling(create, tolerance);
    describeLosses(create, tolerance);
    describeLossesByFormula(create, tolerance);
    describeNormalization(create, tolerance);
    describeFeeds(create, tolerance);
    describeRuns(create, tolerance);
    describeMemory(create);
  });
}
