/** C4: the decay hardly changes the final result. */
import type { TrainTask } from "../../run/train-task.ts";
import { type Budget, seedsFrom } from "../budget.ts";
import type { Claim } from "../claim.ts";
import { comparePairs } from "../compare-pairs.ts";
import { digitTask } from "../digit-task.ts";
import { finiteInterval, percent, points, pointsInterval } from "../format-figures.ts";
import { type SweepActivation, sweepTask } from "../problem2.ts";
import type { Verdict } from "../results.ts";
import { finalValidationAccuracy, readFinished, type TaskResults, validationAccuracies } from "../task-results.ts";
import { judgeWithin, MARGIN } from "../verdict.ts";

interface Configuration {
  readonly activation: SweepActivation;
  readonly rate: number;
}

/** A fixed choice: the activation that the report goes on with, at the largest rate of its sweep. Judged over seeds. */
const JUDGED: Configuration = { activation: "relu", rate: 0.02 };

/** Where a decay must cost most: the smallest rate of the sweep, at one seed. It can leave the claim open, not decide it. */
const SMALLEST_RATE: readonly Configuration[] = [
  { activation: "relu", rate: 0.005 },
  { activation: "tanh", rate: 0.005 },
];

const id = "C4";
const claim = "The decay of the learning rate hardly changes the final result.";

export const c4: Claim = {
  id,
  claim,
  plan: (budget, seed) => [
    ...seedsFrom(seed, budget.decaySeeds).flatMap((runSeed) => pairOfTasks(budget, JUDGED, runSeed, seed)),
    ...SMALLEST_RATE.flatMap((configuration) => pairOfTasks(budget, configuration, seed, seed)),
  ],
  judge(results, budget, seed) {
    const seeds = seedsFrom(seed, budget.decaySeeds);
    const pairs = seeds.map((runSeed) => readPair(results, budget, JUDGED, runSeed, seed));
    const withDecay = pairs.map(({ decayed }) => finalValidationAccuracy(decayed));
    const without = pairs.map(({ constant }) => finalValidationAccuracy(constant));
    const { differences, meanDifference, interval } = comparePairs(withDecay, without);
    const slowest = SMALLEST_RATE.map((configuration) => ({
      name: nameOf(configuration),
      ...readPair(results, budget, configuration, seed, seed),
    }));
    const changes = slowest.map(
      ({ decayed, constant }) => finalValidationAccuracy(decayed) - finalValidationAccuracy(constant),
    );
    const outside = slowest.filter((_, i) => isOutside(changes[i]!)).map(({ name }) => name);
    const { low, high } = finiteInterval(interval);
    const halvings = budget.decayEpochs.join(" and ");
    return {
      id,
      claim,
      verdict: capVerdict(judgeWithin(interval, MARGIN), outside.length > 0),
      evidence: {
        summary:
          `Halving the rate after epochs ${halvings} changes the final validation accuracy of ${nameOf(JUDGED)} by ${points(meanDifference)} points ` +
          `${pointsInterval(interval)}. At the sweep's smallest rate and one seed, it changes ` +
          `${slowest.map(({ name }, i) => `${name} by ${points(changes[i]!)}`).join(" and ")} points` +
          (outside.length === 0
            ? "."
            : `: ${outside.join(" and ")} ${outside.length === 1 ? "lies" : "lie"} outside the margin of ${100 * MARGIN} points, so the claim is not said to hold.`),
        test:
          `${nameOf(JUDGED)} over ${seeds.length} seeds, each trained with and without the halvings from the same initial weights in the same batch order (${budget.sweep.epochs} epochs). ` +
          `It holds when the 95% t-interval of (with - without) lies within +-${100 * MARGIN} points, and fails when it lies outside. ` +
          `${configurationsBeside()}, one seed each, cannot decide it, but one outside the margin leaves it inconclusive. Which configurations are looked at is a fixed choice.`,
        seeds,
        figures: { meanDifference, low, high, differences, smallestRateChanges: changes, margin: MARGIN },
        tables: [
          {
            title: `${nameOf(JUDGED)}: validation accuracy after ${budget.sweep.epochs} epochs`,
            columns: ["seed", "with decay", "without", "difference (points)"],
            rows: seeds.map((runSeed, i) => [
              runSeed,
              percent(withDecay[i]!),
              percent(without[i]!),
              points(differences[i]!),
            ]),
          },
          {
            title: `The smallest rate of the sweep, seed ${seed}`,
            columns: ["configuration", "with decay", "without", "difference (points)"],
            rows: slowest.map(({ name, decayed, constant }, i) => [
              name,
              percent(finalValidationAccuracy(decayed)),
              percent(finalValidationAccuracy(constant)),
              points(changes[i]!),
            ]),
          },
        ],
        charts: [
          {
            title: `Difference in validation accuracy, with - without the decay, seed ${seed}`,
            xLabel: "epoch",
            yLabel: "points",
            xScale: "linear",
            series: [{ name: nameOf(JUDGED), ...pairs[0]! }, ...slowest].map(({ name, decayed, constant }) => {
              const accuracies = validationAccuracies(constant);
              return {
                name,
                points: validationAccuracies(decayed).map((accuracy, i) => [i + 1, 100 * (accuracy - accuracies[i]!)]),
              };
            }),
          },
        ],
      },
    };
  },
};

function isOutside(change: number): boolean {
  return Math.abs(change) >= MARGIN;
}

/** "Holds" would be said of configurations that are seen to be changed: with one of them it is inconclusive. */
function capVerdict(verdict: Verdict, isChangedElsewhere: boolean): Verdict {
  return verdict === "holds" && isChangedElsewhere ? "inconclusive" : verdict;
}

function configurationsBeside(): string {
  return SMALLEST_RATE.map(nameOf).join(" and ");
}

/** With the decay and without; the sweep's own run serves where it is one of them. */
function pairOfTasks(budget: Budget, configuration: Configuration, seed: number, sweepSeed: number) {
  const { activation, rate } = configuration;
  const decayed =
    seed === sweepSeed
      ? sweepTask(budget, activation, rate, seed)
      : rateTask(budget, configuration, seed, "decay", budget.decayEpochs);
  return [decayed, rateTask(budget, configuration, seed, "no-decay", [])] as const;
}

function readPair(results: TaskResults, budget: Budget, configuration: Configuration, seed: number, sweepSeed: number) {
  const [decayed, constant] = pairOfTasks(budget, configuration, seed, sweepSeed);
  return { decayed: readFinished(results, decayed.id), constant: readFinished(results, constant.id) };
}

function rateTask(
  budget: Budget,
  { activation, rate }: Configuration,
  seed: number,
  name: string,
  halvings: readonly number[],
): TrainTask {
  return digitTask({
    name: `claims/${name}-${activation}-${rate}`,
    activation,
    learningRate: rate,
    halvings,
    size: budget.sweep,
    seed,
  });
}

function nameOf({ activation, rate }: Configuration): string {
  return `${activation === "relu" ? "ReLU" : "tanh"} ${rate}`;
}
