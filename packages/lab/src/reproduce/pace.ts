/** Trainings at the sweep's largest rate, at the sweep's seed and further ones: C6 asks how fast, C7 how saturated. */
import type { TrainTask } from "../run/train-task.ts";
import { type Budget, seedsFrom } from "./budget.ts";
import { digitTask } from "./digit-task.ts";
import { SWEEP_RATES, type SweepActivation, sweepTask } from "./problem2.ts";

/** where both activations learn fastest, so that further seeds are affordable */
export const PACE_RATE: number = SWEEP_RATES[SWEEP_RATES.length - 1]!;

/** The sweep's own training first; the others are the same at further seeds, stopped after `budget.pace`'s epochs. */
export function paceTasks(budget: Budget, activation: SweepActivation, seed: number): TrainTask[] {
  const [, ...further] = seedsFrom(seed, 1 + budget.pace.seeds);
  const epochs = activation === "relu" ? budget.pace.reluEpochs : budget.pace.tanhEpochs;
  return [
    sweepTask(budget, activation, PACE_RATE, seed),
    ...further.map((runSeed) =>
      digitTask({
        name: `claims/pace-${activation}-${PACE_RATE}`,
        activation,
        learningRate: PACE_RATE,
        halvings: budget.decayEpochs,
        size: { ...budget.sweep, epochs },
        seed: runSeed,
        // C7 asks for tanh's saturation; without it ReLU's are the first epochs of C4's trainings, and are taken from them
        doctor: activation === "tanh",
      }),
    ),
  ];
}
