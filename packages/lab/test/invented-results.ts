/** Results that no training gave, for the judges' tests: each task of a claim's plan is answered by the test. */

import type { Task, TrainResult, TrainTask } from "study";
import type { Budget } from "../src/reproduce/budget.ts";
import type { Claim } from "../src/reproduce/claims/claim.ts";
import type { ClaimRecord } from "../src/reproduce/results.ts";

export interface InventedFigures {
  /** validation accuracy of every epoch, or of all epochs alike */
  readonly validation?: number | readonly number[];
  /** training accuracy likewise; default: as the validation's */
  readonly train?: number | readonly number[];
  readonly test?: { readonly accuracy: number; readonly loss: number };
  readonly deadUnits?: number;
  /** of every epoch, or of all epochs alike */
  readonly saturation?: number | readonly number[];
  readonly meanActivation?: number;
  readonly diverged?: boolean;
}

export function inventTraining(task: TrainTask, figures: InventedFigures): TrainResult {
  const { validation = 0.5, train = validation } = figures;
  const at = (values: number | readonly number[], epoch: number) =>
    typeof values === "number" ? values : (values[epoch] as number);
  return {
    id: task.id,
    seed: task.seed,
    epochs: Array.from({ length: figures.diverged ? 0 : task.epochs }, (_, epoch) => ({
      batchLoss: 1,
      learningRate: task.optimizer.learningRate,
      train: { loss: 1, accuracy: at(train, epoch) },
      validation: { loss: 1, accuracy: at(validation, epoch) },
      deadUnits: figures.deadUnits ?? null,
      saturation: figures.saturation === undefined ? null : at(figures.saturation, epoch),
      meanActivation: figures.meanActivation ?? null,
      layers: [],
    })),
    test: figures.test ?? null,
    weightsSha256: "0".repeat(64),
    weights: null,
    pruned: null,
    diverged: figures.diverged ? "Training stopped at step 3: the weights of hidden1 are NaN" : null,
    seconds: 1,
  };
}

/** Judges the claim with every task of its plan answered by `answer`. The seed is 1, so run i has seed 1 + i. */
export function judgeInvented(claim: Claim, budget: Budget, answer: (task: Task) => unknown): ClaimRecord {
  const record = claim.judge(new Map(claim.plan(budget, 1).map((task) => [task.id, answer(task)])), budget, 1);
  JSON.stringify(record, (key, value) => {
    if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${key} is ${value}: not fit for JSON`);
    return value as unknown;
  });
  return record;
}

/** As `judgeInvented`, for a claim whose tasks are all trainings. */
export function judgeTrainings(
  claim: Claim,
  budget: Budget,
  invent: (task: TrainTask) => InventedFigures,
): ClaimRecord {
  return judgeInvented(claim, budget, (task) => inventTraining(task as TrainTask, invent(task as TrainTask)));
}

/** The activation of the first hidden layer. */
export function activationOf(task: TrainTask): string {
  const [first] = task.model.layers;
  return first?.kind === "dense" ? first.activation.kind : "none";
}

/** first, ..., then `later` from epoch `epoch` (1, 2, ...) on */
export function reachAt(epoch: number, epochs: number, first = 0.1, later = 0.99): number[] {
  return Array.from({ length: epochs }, (_, i) => (i + 1 >= epoch ? later : first));
}
