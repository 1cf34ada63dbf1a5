/**
 * The sweep's trainings once more at fresh seeds, with the decay and without, from the same weights in the same batch
 * order. C4 compares the two; C6 (how fast) and C7 (how saturated) look at those with the decay, so that all three
 * claims cost one set of trainings.
 */
import type { TrainTask } from "study";
import type { Budget, Configuration } from "../budget.ts";
import { digitTask } from "../problems/digit-task.ts";
import { freshSeeds } from "./fresh-seeds.ts";

export interface DecayPair {
  readonly decayed: TrainTask;
  readonly constant: TrainTask;
}

export function decaySeeds(budget: Budget, seed: number): number[] {
  return freshSeeds(seed, budget.decay.seeds);
}

/** One pair per seed. */
export function decayPairs(budget: Budget, configuration: Configuration, seed: number): DecayPair[] {
  return decaySeeds(budget, seed).map((runSeed) => ({
    decayed: pairTask(budget, configuration, "decay", runSeed),
    constant: pairTask(budget, configuration, "no-decay", runSeed),
  }));
}

/** As the report trains this configuration: with the decay. */
export function decayedTasks(budget: Budget, configuration: Configuration, seed: number): TrainTask[] {
  return decayPairs(budget, configuration, seed).map(({ decayed }) => decayed);
}

/** "ReLU 0.02" */
export function nameConfiguration({ activation, rate }: Configuration): string {
  return `${activation === "relu" ? "ReLU" : "tanh"} ${rate}`;
}

function pairTask(
  budget: Budget,
  { activation, rate }: Configuration,
  kind: "decay" | "no-decay",
  seed: number,
): TrainTask {
  return digitTask({
    name: `claims/${kind}-${activation}-${rate}`,
    activation,
    learningRate: rate,
    halvings: kind === "decay" ? budget.decayEpochs : [],
    size: budget.sweep,
    seed,
    // C7 reads the doctor's figures of those with the decay
    doctor: kind === "decay",
  });
}
