/** From the tasks' results to the record that is written: pure, and as whole as the results are. */
import type { Budget } from "./budget.ts";
import { CLAIMS } from "./claims/claims.ts";
import { foldProblem1 } from "./problems/problem-1.ts";
import { foldProblem2 } from "./problems/problem-2.ts";
import { foldProblem3 } from "./problems/problem-3.ts";
import type { ClaimRecord, Reproduction } from "./results.ts";
import type { TaskResults } from "./task-results.ts";

/** What the results do not tell. */
export type ReproductionSetting = Pick<Reproduction, "environment" | "data" | "seconds">;

const MNIST_ROWS = { train: 50_000, validation: 10_000, test: 10_000 };

/** Needs the results of problems 1 to 3; claims whose tasks are not all there are left out, and `complete` says so. */
export function foldReproduction(
  budget: Budget,
  seed: number,
  results: TaskResults,
  setting: ReproductionSetting,
): Reproduction {
  const claims = judgeClaims(budget, seed, results);
  const { environment, data, seconds } = setting;
  return {
    schema: "minibatch.reproduction/2",
    complete: claims.length === CLAIMS.length,
    quick: budget.quick,
    synthetic: data.mnist.source === "synthetic" || data.sequences.source === "synthetic",
    seed,
    environment,
    data,
    budget: foldBudget(budget),
    problem1: foldProblem1(seed, results),
    problem2: foldProblem2(budget, seed, results),
    problem3: foldProblem3(budget, seed, results),
    claims,
    seconds,
  };
}

/** What the report says of its size: whole splits by their rows. */
export function foldBudget(budget: Budget): Reproduction["budget"] {
  return {
    mnistTrain: budget.sweep.trainRows ?? MNIST_ROWS.train,
    mnistValidation: budget.sweep.validationRows ?? MNIST_ROWS.validation,
    mnistTest: budget.best.testRows ?? MNIST_ROWS.test,
    epochs: budget.sweep.epochs,
    decayEpochs: budget.decayEpochs,
    bestSeeds: budget.best.seeds,
    sequenceEpochs: budget.sequences.epochs,
    sequenceSeeds: budget.sequences.seeds,
  };
}

function judgeClaims(budget: Budget, seed: number, results: TaskResults): ClaimRecord[] {
  return CLAIMS.filter((claim) => claim.plan(budget, seed).every((task) => results.has(task.id))).map((claim) =>
    claim.judge(results, budget, seed),
  );
}
