/** Trains one network while its learning rate grows, and keeps the loss of every step. */
import { createTrainer, type Dataset, DivergedError, defineOptimizer, type ModelSpec, type Numerics } from "minibatch";
import type { TrainTask } from "study";
import { growthOf, hasDiverged, type RateRange } from "./rate-range.ts";

export interface Losses {
  /** before each update */
  readonly losses: readonly number[];
  readonly rates: readonly number[];
  /** the run ended before the last rate */
  readonly isCut: boolean;
}

/**
 * From fresh weights, over as many epochs as the steps take. Schedule and decay of the optimizer are left out. Throws
 * the signal's reason when it is aborted.
 */
export async function trainOverRates(
  task: Pick<TrainTask, "optimizer" | "batchSize" | "seed">,
  model: ModelSpec,
  numerics: Numerics,
  train: Dataset,
  range: RateRange,
  signal: AbortSignal,
  onStep: (step: number) => void,
): Promise<Losses> {
  const { from, steps } = range;
  const factor = growthOf(range, (base, exponent) => base ** exponent);
  const growing = { kind: "exponential", unit: "step", factor, every: 1, staircase: false } as const;
  const optimizer = defineOptimizer({
    ...task.optimizer,
    ...("decay" in task.optimizer && { decay: 0 }),
    learningRate: from,
    schedule: growing,
  } as Parameters<typeof defineOptimizer>[0]);
  using trainer = await createTrainer({ model, optimizer, seed: task.seed, numerics });
  const losses: number[] = [];
  const ending = new AbortController();
  const epochs = Math.ceil(steps / Math.ceil(train.x.rows / task.batchSize));
  let isCut = false;
  try {
    await trainer.fit(train, {
      epochs,
      batchSize: task.batchSize,
      signal: AbortSignal.any([ending.signal, signal]),
      onStep({ loss }) {
        losses.push(loss);
        onStep(losses.length);
        isCut = hasDiverged(losses);
        if (isCut || losses.length === steps) ending.abort();
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DivergedError) isCut = true;
    else if (!ending.signal.aborted) throw error;
  }
  return { losses, rates: losses.map((_, i) => from * factor ** i), isCut };
}
