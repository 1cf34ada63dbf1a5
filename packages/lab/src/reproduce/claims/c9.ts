/** C9: Adam and RMSprop converge faster than SGD. */
import { mean } from "../../statistics/mean.ts";
import { type Budget, seedsFrom } from "../budget.ts";
import type { Claim } from "../claim.ts";
import { comparePairs } from "../compare-pairs.ts";
import { epochsToOrBeyond } from "../epochs-to.ts";
import { finiteInterval, interval, percent } from "../format-figures.ts";
import { DEFAULT_RATES, OPTIMIZER_NAMES, type OptimizerName } from "../optimizers.ts";
import { scaledRate, sensitivitySeeds } from "../sensitivity.ts";
import { optimizerTask } from "../sequence-task.ts";
import { figureOf, readFinished, type TaskResults } from "../task-results.ts";
import { joinVerdicts, judgeAbove } from "../verdict.ts";

const id = "C9";
const claim = "Adam and RMSprop converge faster than SGD.";

export const c9: Claim = {
  id,
  claim,
  plan: (budget, seed) => [
    ...OPTIMIZER_NAMES.flatMap((name) =>
      defaultSeeds(budget, seed).map((runSeed) => optimizerTask(budget, name, DEFAULT_RATES[name], runSeed)),
    ),
    ...budget.sensitivity.factors.flatMap((factor) =>
      sensitivitySeeds(budget, seed).map((runSeed) => optimizerTask(budget, "SGD", scaledRate("SGD", factor), runSeed)),
    ),
  ],
  judge(results, budget, seed) {
    const { accuracy } = budget.convergence;
    const seeds = defaultSeeds(budget, seed);
    const curves = (name: OptimizerName, rate: number, of: readonly number[]) =>
      of.map((runSeed) => trainCurve(results, budget, name, rate, runSeed));
    const epochs = (name: OptimizerName, rate: number, of: readonly number[]) =>
      curves(name, rate, of).map((curve) => epochsToOrBeyond(curve, accuracy));
    const byDefault = (name: OptimizerName) => epochs(name, DEFAULT_RATES[name], seeds);
    const sgd = byDefault("SGD");
    const rmsprop = comparePairs(sgd, byDefault("RMSprop"));
    const adam = comparePairs(sgd, byDefault("Adam"));
    const atBest = budget.sensitivity.factors
      .map((factor) => scaledRate("SGD", factor))
      .map((rate) => ({ rate, epochs: mean(epochs("SGD", rate, sensitivitySeeds(budget, seed))) }))
      .reduce((a, b) => (b.epochs < a.epochs ? b : a));
    const figuresOf = (name: string, { differences, meanDifference, interval: ends }: typeof adam) => ({
      [`${name}.differences`]: differences,
      [`${name}.meanDifference`]: meanDifference,
      [`${name}.low`]: finiteInterval(ends).low,
      [`${name}.high`]: finiteInterval(ends).high,
    });
    return {
      id,
      claim,
      verdict: joinVerdicts(judgeAbove(adam.interval, 0), judgeAbove(rmsprop.interval, 0)),
      evidence: {
        summary:
          `To ${percent(accuracy)} training accuracy at the default rates SGD takes ${adam.firstMean.toFixed(1)} epochs, RMSprop ${rmsprop.secondMean.toFixed(1)} ` +
          `(SGD - RMSprop ${rmsprop.meanDifference.toFixed(1)} ${interval(rmsprop.interval, 1)}) and Adam ${adam.secondMean.toFixed(1)} (SGD - Adam ${adam.meanDifference.toFixed(1)} ` +
          `${interval(adam.interval, 1)}). At its best rate tried, ${atBest.rate}, SGD takes ${atBest.epochs.toFixed(1)}.`,
        test:
          `First epoch with a training accuracy of ${percent(accuracy)}, Keras 2.2.4's default rates, ${seeds.length} paired seeds, ${budget.sequences.epochs} epochs; a run that does not get there counts as ` +
          `${budget.sequences.epochs + 1}. It holds when the 95% t-intervals of (SGD - RMSprop) and (SGD - Adam) both lie above 0. SGD's best rate is the fastest of C10's.`,
        seeds,
        figures: {
          accuracy,
          ...figuresOf("rmsprop", rmsprop),
          ...figuresOf("adam", adam),
          sgdBestRate: atBest.rate,
          sgdBestEpochs: atBest.epochs,
        },
        tables: [
          {
            title: `Epochs to ${percent(accuracy)} training accuracy`,
            columns: ["seed", ...OPTIMIZER_NAMES],
            rows: seeds.map((runSeed, i) => [runSeed, ...OPTIMIZER_NAMES.map((name) => byDefault(name)[i]!)]),
          },
        ],
        charts: [
          {
            title: "Training accuracy, mean of the seeds",
            xLabel: "epoch",
            yLabel: "accuracy",
            xScale: "linear",
            series: [
              ...OPTIMIZER_NAMES.map((name) => ({
                name: `${name} ${DEFAULT_RATES[name]}`,
                points: meanCurve(curves(name, DEFAULT_RATES[name], seeds)),
              })),
              {
                name: `SGD ${atBest.rate}`,
                points: meanCurve(curves("SGD", atBest.rate, sensitivitySeeds(budget, seed))),
              },
            ],
          },
        ],
      },
    };
  },
};

function defaultSeeds(budget: Budget, seed: number): number[] {
  return seedsFrom(seed, budget.sequences.seeds);
}

function trainCurve(results: TaskResults, budget: Budget, name: OptimizerName, rate: number, seed: number): number[] {
  const training = readFinished(results, optimizerTask(budget, name, rate, seed).id);
  return training.epochs.map((epoch) => figureOf(training, epoch.train).accuracy);
}

function meanCurve(curves: readonly (readonly number[])[]): [epoch: number, accuracy: number][] {
  return curves[0]!.map((_, i) => [i + 1, mean(curves.map((curve) => curve[i]!))]);
}
