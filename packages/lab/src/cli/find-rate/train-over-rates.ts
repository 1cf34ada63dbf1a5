/** Trains one network while its learning rate grows, and keeps the loss of every step. */
import { createTrainer, type Dataset, DivergedError, defineOptimizer, type ModelSpec, type Numerics } from "minibatch";
import type { TrainTask } from "study";
import { countUpdates } from "../../training/estimate-training.ts";
import { stepOptions, trainerOptions } from "../../training/task-options.ts";
import type { TrainingSets } from "../../training/training-data.ts";
import { growthOf, type RateRange, watchLosses } from "./rate-range.ts";

export interface Losses {
  /** before each update */
  readonly losses: readonly number[];
  readonly rates: readonly number[];
  /** the run ended before the last rate */
  readonly isCut: boolean;
}

/**
 * As the task's own training begins, from the network that it starts from too, over as many epochs as the updates take.
 * Schedule and decay of the optimizer are left out. `sets` has what the task starts from. Throws the signal's reason
 * when it is aborted.
 */
export async function trainOverRates(
  task: TrainTask,
  model: ModelSpec,
  numerics: Numerics,
  sets: TrainingSets,
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
  using trainer = await createTrainer(trainerOptions(task, model, numerics, sets, optimizer));
  const losses: number[] = [];
  const ending = new AbortController();
  const epochs = Math.ceil(steps / countUpdates(train.x.rows, task));
  const hasDiverged = watchLosses();
  let isCut = false;
  try {
    await trainer.fit(train, {
      ...stepOptions(task),
      epochs,
      signal: AbortSignal.any([ending.signal, signal]),
      onStep({ loss }) {
        losses.push(loss);
        onStep(losses.length);
        isCut = hasDiverged(loss);
        if (isCut || losses.length === steps) ending.abort();
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DivergedError) isCut = true;
    else if (!ending.signal.aborted) throw error;
  }
  if (!isCut && losses.length < steps) throw new Error(`Cannot try ${steps} rates: ${losses.length} updates were made`);
  return { losses, rates: losses.map((_, i) => from * factor ** i), isCut };
}
