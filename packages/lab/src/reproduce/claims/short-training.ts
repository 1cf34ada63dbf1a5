/** The short MNIST trainings that C2, C3 and C12 compare: same rows, rate and seeds, one thing changed. */
import type { InitializerSpec } from "minibatch";
import type { TrainTask } from "study";
import { type Budget, seedsFrom } from "../budget.ts";
import { digitTask } from "../problems/digit-task.ts";
import type { HiddenActivation } from "../problems/models.ts";

/** the best configuration's: within a few epochs all three activations learn well and stay finite */
export const SHORT_RATE = 0.1;

export interface ShortVariant {
  readonly name: string;
  readonly activation: HiddenActivation;
  readonly weights?: InitializerSpec;
}

export const SHORT_RELU: ShortVariant = { name: "relu", activation: "relu" };

export function shortTask(budget: Budget, variant: ShortVariant, seed: number): TrainTask {
  return digitTask({
    ...variant,
    name: `claims/short-${variant.name}`,
    learningRate: SHORT_RATE,
    halvings: [],
    size: budget.short,
    seed,
  });
}

/** The same with its weights kept, for a task that looks at them. `prefix` makes the id that task's own. */
export function shortTaskForTask(budget: Budget, variant: ShortVariant, prefix: string, seed: number): TrainTask {
  const training = shortTask(budget, variant, seed);
  return { ...training, id: `claims/${prefix}-${variant.name}/seed-${seed}`, keepWeights: true };
}

export function shortSeeds(budget: Budget, seed: number): number[] {
  return seedsFrom(seed, budget.short.seeds);
}

/** "5 pairs of runs ...": what the evidence says of these trainings. */
export function describeShort(budget: Budget): string {
  const { seeds, trainRows, epochs, validationRows } = budget.short;
  return (
    `${seeds} paired seeds (same batch order), each trained on the first ${trainRows ?? 50_000} rows for ` +
    `${epochs} epochs ` +
    `at rate ${SHORT_RATE} and validated on ${validationRows ?? 10_000} rows`
  );
}
