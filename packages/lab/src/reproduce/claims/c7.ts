/** C7: tanh saturates, ReLU is not zero-mean. Read from the doctor's figures of trainings that ran anyway. */
import type { TrainEpoch, TrainResult } from "study";
import { estimateMeanInterval, mean } from "study/statistics";
import type { Budget, Configuration } from "../budget.ts";
import type { EarlierRule, Interval } from "../results.ts";
import { figureOf, readFinished, type TaskResults } from "../task-results.ts";
import type { Claim } from "./claim.ts";
import { decayedTasks, decaySeeds, nameConfiguration } from "./decay-pairs.ts";
import { finiteInterval, interval, percent, percentInterval } from "./format-evidence.ts";
import { type Condition, describeConditions, joinConditions, judgeAbove } from "./verdict.ts";

/** share of tanh outputs beyond +-.99 */
const SATURATED = 0.01;

const TANH: readonly Configuration[] = [
  { activation: "tanh", rate: 0.005 },
  { activation: "tanh", rate: 0.02 },
];
const RELU: Configuration = { activation: "relu", rate: 0.02 };

const id = "C7";
const claim = "tanh saturates; ReLU's outputs are not zero-mean.";

const EARLIER: EarlierRule = {
  rule: "tanh was judged at rate 0.02 alone, after 24 epochs at three seeds, and ReLU at rate 0.1.",
  why:
    "The rate had been chosen after first figures, and at 0.005 the share was seen to be far smaller. Now the " +
    "slowest and the fastest rate of the sweep are both judged, after the last epoch.",
};

type Figure = keyof Pick<TrainEpoch, "saturation" | "meanActivation">;

export const c7: Claim = {
  id,
  claim,
  short: "tanh saturates, ReLU is not zero-mean",
  plan: (budget, seed) => [...TANH, RELU].flatMap((configuration) => decayedTasks(budget, configuration, seed)),
  judge(results, budget, seed) {
    const seeds = decaySeeds(budget, seed);
    const tanh = TANH.map((configuration) => {
      const trainings = read(results, budget, configuration, seed);
      const shares = trainings.map((training) => figureAtEnd(training, "saturation"));
      return { configuration, trainings, shares, ends: estimateMeanInterval(shares) };
    });
    const relu = read(results, budget, RELU, seed);
    const means = relu.map((training) => figureAtEnd(training, "meanActivation"));
    const meanEnds = estimateMeanInterval(means);
    const conditions: Condition[] = [
      ...tanh.map(({ configuration, ends }) => ({
        name: `for ${nameConfiguration(configuration)}`,
        verdict: judgeAbove(ends, SATURATED),
      })),
      { name: `for the mean output of ${nameConfiguration(RELU)}`, verdict: judgeAbove(meanEnds, 0) },
    ];
    return {
      id,
      claim,
      verdict: joinConditions(conditions),
      evidence: {
        summary:
          `${describeConditions(conditions)} After ${budget.sweep.epochs} epochs, of the hidden outputs are ` +
          "beyond +-.99: " +
          `${tanh.map(({ configuration, shares, ends }) => `${percent(mean(shares))} ${percentInterval(ends)} (${nameConfiguration(configuration)})`).join(", ")}; ` +
          `the mean output of ${nameConfiguration(RELU)} is ${mean(means).toFixed(3)} ${interval(meanEnds, 3)}.`,
        test:
          `The doctor's figures over both hidden layers after the last epoch, ${seeds.length} fresh seeds, with ` +
          "the decay. tanh at the smallest and at the largest rate of the sweep: it holds there when the 95% " +
          "t-interval of the share of outputs beyond +-.99 " +
          `lies above ${percent(SATURATED)}, and fails there when it lies below. ReLU: it holds when the ` +
          "interval of its mean output lies above 0. All hold: holds; all fail: fails; some of each: in part; " +
          "else inconclusive.",
        earlier: EARLIER,
        seeds,
        figures: {
          threshold: SATURATED,
          ...Object.assign(
            {},
            ...tanh.map(({ configuration, shares, ends }) => figuresOf(`tanh${configuration.rate}`, shares, ends)),
          ),
          ...figuresOf(`relu${RELU.rate}`, means, meanEnds),
        },
        tables: [
          {
            title: `Saturation and mean output of the hidden layers after ${budget.sweep.epochs} epochs`,
            columns: ["training", "seed", "beyond +-.99", "mean output"],
            rows: [
              ...tanh.flatMap(({ configuration, trainings, shares }) =>
                trainings.map((training, i) => [
                  nameConfiguration(configuration),
                  training.seed,
                  percent(shares[i]!),
                  figureAtEnd(training, "meanActivation"),
                ]),
              ),
              ...relu.map((training, i) => [nameConfiguration(RELU), training.seed, null, means[i]!]),
            ],
          },
        ],
        charts: [
          {
            title: "Share of tanh outputs beyond +-.99, mean of the seeds",
            xLabel: "epoch",
            yLabel: "share",
            xScale: "linear",
            series: tanh.map(({ configuration, trainings }) => ({
              name: nameConfiguration(configuration),
              points: trainings[0]!.epochs.map((_, epoch) => [
                epoch + 1,
                mean(trainings.map((training) => figureAfter(training, epoch + 1, "saturation"))),
              ]),
            })),
          },
        ],
      },
    };
  },
};

function read(results: TaskResults, budget: Budget, configuration: Configuration, seed: number): TrainResult[] {
  return decayedTasks(budget, configuration, seed).map((task) => readFinished(results, task.id));
}

function figuresOf(name: string, values: readonly number[], ends: Interval) {
  const { low, high } = finiteInterval(ends);
  return { [name]: values, [`${name}.low`]: low, [`${name}.high`]: high };
}

function figureAtEnd(training: TrainResult, figure: Figure): number {
  return figureAfter(training, training.epochs.length, figure);
}

/** The doctor's figure after `epoch` epochs. */
function figureAfter(training: TrainResult, epoch: number, figure: Figure): number {
  return figureOf(training, training.epochs[epoch - 1]?.[figure] ?? null);
}
