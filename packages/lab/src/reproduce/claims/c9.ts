/** C9: Adam and RMSprop converge faster than SGD. */
import {
  compareEpochs,
  describeEpochs,
  describeReached,
  type EpochsComparison,
  mean,
  reachedEpochs,
  restrictedMean,
} from "study/statistics";
import { type Budget, seedsFrom } from "../budget.ts";
import { DEFAULT_RATES, OPTIMIZER_NAMES, type OptimizerName } from "../problems/optimizers.ts";
import { optimizerTask } from "../problems/sequence-task.ts";
import type { EarlierRule } from "../results.ts";
import { readFinished, splitOf, type TaskResults } from "../task-results.ts";
import type { Claim } from "./claim.ts";
import { finiteInterval, percent } from "./format-evidence.ts";
import { describeDifference, judgeSlower } from "./judge-slower.ts";
import { scaledRate, sensitivitySeeds } from "./sensitivity.ts";
import { joinVerdicts } from "./verdict.ts";

const id = "C9";
const claim = "Adam and RMSprop converge faster than SGD.";

const EARLIER: EarlierRule = {
  rule: "The same, but the verdict did not begin with the rates, and beside it SGD alone was told at its best rate.",
  why: "At other rates the answer is another one, which a verdict read alone must not hide.",
};

export const c9: Claim = {
  id,
  claim,
  short: "Adam and RMSprop converge faster than SGD",
  plan: (budget, seed) => [
    ...OPTIMIZER_NAMES.flatMap((name) =>
      defaultSeeds(budget, seed).map((runSeed) => optimizerTask(budget, name, DEFAULT_RATES[name], runSeed)),
    ),
    ...OPTIMIZER_NAMES.flatMap((name) =>
      budget.sensitivity.factors.flatMap((factor) =>
        sensitivitySeeds(budget, seed).map((runSeed) => optimizerTask(budget, name, scaledRate(name, factor), runSeed)),
      ),
    ),
  ],
  judge(results, budget, seed) {
    const { accuracy } = budget.convergence;
    const seeds = defaultSeeds(budget, seed);
    const curves = (name: OptimizerName, rate: number, of: readonly number[]) =>
      of.map((runSeed) => trainCurve(results, budget, name, rate, runSeed));
    const byDefault = (name: OptimizerName) => curves(name, DEFAULT_RATES[name], seeds);
    const rmsprop = compareEpochs(byDefault("SGD"), byDefault("RMSprop"), accuracy);
    const adam = compareEpochs(byDefault("SGD"), byDefault("Adam"), accuracy);
    const reached = [adam.first, rmsprop.second, adam.second];
    const atBest = OPTIMIZER_NAMES.map((name) =>
      budget.sensitivity.factors
        .map((factor) => scaledRate(name, factor))
        .map((rate) => ({
          name,
          rate,
          reached: reachedEpochs(curves(name, rate, sensitivitySeeds(budget, seed)), accuracy),
        }))
        .reduce((a, b) => (restrictedMean(b.reached) < restrictedMean(a.reached) ? b : a)),
    );
    const figuresOf = (name: string, { differences, meanDifference, interval: ends }: EpochsComparison) => ({
      [`${name}.differences`]: differences.filter((difference) => difference !== null),
      [`${name}.pairsWithout`]: differences.filter((difference) => difference === null).length,
      [`${name}.meanDifference`]: meanDifference,
      [`${name}.low`]: finiteInterval(ends).low,
      [`${name}.high`]: finiteInterval(ends).high,
    });
    return {
      id,
      claim,
      verdict: joinVerdicts(judgeSlower(adam), judgeSlower(rmsprop)),
      evidence: {
        summary:
          `At Keras's default rates: to ${percent(accuracy)} training accuracy it takes this many epochs: SGD ` +
          `${describeReached(adam.first)}, RMSprop ${describeReached(rmsprop.second)} ` +
          `(SGD - RMSprop ${describeDifference(rmsprop)}) and Adam ${describeReached(adam.second)} (SGD - Adam ` +
          `${describeDifference(adam)}). ` +
          "Each at its best rate tried, not judged: " +
          `${atBest.map(({ name, rate, reached }) => `${name} ${rate} takes ${describeReached(reached)}`).join(", ")}.`,
        test:
          `First epoch with a training accuracy of ${percent(accuracy)}, Keras 2.2.4's default rates, ` +
          `${seeds.length} paired seeds, ${budget.sequences.epochs} epochs; a run that does not get there counts ` +
          "as " +
          `${budget.sequences.epochs + 1}, the least that it can need. It holds when the 95% t-intervals of (SGD ` +
          "- RMSprop) and (SGD - Adam) both lie above 0, and fails when one lies at or below 0. " +
          "A pair in which neither gets there tells nothing and leaves it inconclusive, as does a tie of all " +
          "seeds. The best rates are the fastest of C10's, at its seeds.",
        earlier: EARLIER,
        seeds,
        figures: {
          accuracy,
          ...figuresOf("rmsprop", rmsprop),
          ...figuresOf("adam", adam),
          ...Object.assign(
            {},
            ...atBest.map(({ name, rate, reached }) => ({
              [`${name.toLowerCase()}.bestRate`]: rate,
              [`${name.toLowerCase()}.bestRateEpochs`]: restrictedMean(reached),
              [`${name.toLowerCase()}.bestRateUnreached`]: reached.epochs.filter((epochs) => epochs === null).length,
            })),
          ),
        },
        tables: [
          {
            title: `Epochs to ${percent(accuracy)} training accuracy`,
            columns: ["seed", ...OPTIMIZER_NAMES],
            rows: seeds.map((runSeed, i) => [
              runSeed,
              ...reached.map(({ epochs, horizon }) => describeEpochs(epochs[i]!, horizon)),
            ]),
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
                points: meanCurve(byDefault(name)),
              })),
              ...atBest
                .filter(({ name, rate }) => rate !== DEFAULT_RATES[name])
                .map(({ name, rate }) => ({
                  name: `${name} ${rate}`,
                  points: meanCurve(curves(name, rate, sensitivitySeeds(budget, seed))),
                })),
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
  return training.epochs.map((epoch) => splitOf(training, epoch.train).accuracy);
}

function meanCurve(curves: readonly (readonly number[])[]): [epoch: number, accuracy: number][] {
  return curves[0]!.map((_, i) => [i + 1, mean(curves.map((curve) => curve[i]!))]);
}
