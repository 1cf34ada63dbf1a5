/** One training of problem 3's network as a task. Each seed draws its own split, initial weights and batch order. */
import type { OptimizerSpec } from "minibatch";
import type { TrainTask } from "study";
import type { Budget } from "../budget.ts";
import { sequenceNetwork } from "./models.ts";
import { FIGURE2_OPTIMIZER, kerasOptimizer, type OptimizerName } from "./optimizers.ts";

export const SEQUENCE_BATCH_SIZE = 16;

/** Figure 2's training; its weights are kept for Figure 4 and claim C11. */
export function figure2Task(budget: Budget, split: "random" | "grouped", seed: number): TrainTask {
  const name = split === "random" ? "problem3/figure2" : "problem3/figure2-grouped";
  return sequenceTask(name, budget, split, FIGURE2_OPTIMIZER, seed, split === "random");
}

/** Keras's optimizer at a rate: at its default rate one of Figure 3's runs, else one of claim C10's. */
export function optimizerTask(budget: Budget, name: OptimizerName, learningRate: number, seed: number): TrainTask {
  const optimizer = kerasOptimizer(name, learningRate);
  return sequenceTask(`problem3/${optimizer.kind}-${learningRate}`, budget, "random", optimizer, seed, false);
}

function sequenceTask(
  name: string,
  budget: Budget,
  split: "random" | "grouped",
  optimizer: OptimizerSpec,
  seed: number,
  keepWeights: boolean,
): TrainTask {
  return {
    kind: "train",
    id: `${name}/seed-${seed}`,
    data: { set: "sequences", split, splitSeed: seed, rows: budget.sequences.rows },
    model: sequenceNetwork(),
    optimizer,
    epochs: budget.sequences.epochs,
    batchSize: SEQUENCE_BATCH_SIZE,
    seed,
    evaluateTrain: true,
    evaluateTest: false,
    doctor: false,
    keepWeights,
  };
}
