/** C4: the decay hardly changes the final result. */
import type { TrainTask } from "../../run/train-task.ts";
import type { Budget } from "../budget.ts";
import type { Claim } from "../claim.ts";
import { comparePairs } from "../compare-pairs.ts";
import { digitTask } from "../digit-task.ts";
import { finiteInterval, percent, points, pointsInterval } from "../format-figures.ts";
import { SWEEP_ACTIVATIONS, SWEEP_RATES, type SweepActivation, sweepTask } from "../problem2.ts";
import { finalValidationAccuracy, readFinished, validationAccuracies } from "../task-results.ts";
import { judgeWithin, MARGIN } from "../verdict.ts";

const CONFIGURATIONS = SWEEP_ACTIVATIONS.flatMap((activation) => SWEEP_RATES.map((rate) => ({ activation, rate })));

const id = "C4";
const claim = "The decay of the learning rate hardly changes the final result.";

export const c4: Claim = {
  id,
  claim,
  plan: (budget, seed) =>
    CONFIGURATIONS.flatMap(({ activation, rate }) => [
      sweepTask(budget, activation, rate, seed),
      constantRateTask(budget, activation, rate, seed),
    ]),
  judge(results, budget, seed) {
    const runs = CONFIGURATIONS.map(({ activation, rate }) => ({
      name: `${activation === "relu" ? "ReLU" : "tanh"} ${rate}`,
      decayed: readFinished(results, sweepTask(budget, activation, rate, seed).id),
      constant: readFinished(results, constantRateTask(budget, activation, rate, seed).id),
    }));
    const withDecay = runs.map((run) => finalValidationAccuracy(run.decayed));
    const without = runs.map((run) => finalValidationAccuracy(run.constant));
    const { differences, meanDifference, interval } = comparePairs(withDecay, without);
    const largest = differences.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
    const { low, high } = finiteInterval(interval);
    return {
      id,
      claim,
      verdict: judgeWithin(interval, MARGIN),
      evidence: {
        summary:
          `Halving the rate after epochs ${budget.decayEpochs.join(" and ")} changes the final validation accuracy by ${points(meanDifference)} points on average ` +
          `${pointsInterval(interval)}; the largest change is ${points(largest)}, of ${runs[differences.indexOf(largest)]!.name}.`,
        test:
          `The six configurations of the sweep, each trained with and without the halvings from the same initial weights in the same batch order (${budget.sweep.epochs} epochs); ` +
          `the pairs are the configurations, at one seed. It holds when the 95% t-interval of (with - without) lies within +-${100 * MARGIN} points, and fails when it lies outside.`,
        seeds: [seed],
        figures: { meanDifference, low, high, differences, margin: MARGIN },
        tables: [
          {
            title: `Validation accuracy after ${budget.sweep.epochs} epochs`,
            columns: ["configuration", "with decay", "without", "difference (points)"],
            rows: runs.map((run, i) => [
              run.name,
              percent(withDecay[i]!),
              percent(without[i]!),
              points(differences[i]!),
            ]),
          },
        ],
        charts: [
          {
            title: "Difference in validation accuracy, with - without the decay",
            xLabel: "epoch",
            yLabel: "points",
            xScale: "linear",
            series: runs.map((run) => {
              const constant = validationAccuracies(run.constant);
              return {
                name: run.name,
                points: validationAccuracies(run.decayed).map((accuracy, i) => [
                  i + 1,
                  100 * (accuracy - constant[i]!),
                ]),
              };
            }),
          },
        ],
      },
    };
  },
};

function constantRateTask(budget: Budget, activation: SweepActivation, learningRate: number, seed: number): TrainTask {
  return digitTask({
    name: `claims/no-decay-${activation}-${learningRate}`,
    activation,
    learningRate,
    halvings: [],
    size: budget.sweep,
    seed,
  });
}
