/** C7: tanh saturates, ReLU is not zero-mean. Read from the doctor's figures of trainings that ran anyway. */
import type { TrainResult, TrainTask } from "../../run/train-task.ts";
import { mean } from "../../statistics/mean.ts";
import { estimateMeanInterval } from "../../statistics/mean-interval.ts";
import { type Budget, seedsFrom } from "../budget.ts";
import type { Claim } from "../claim.ts";
import { finiteInterval, interval, percent } from "../format-figures.ts";
import { bestTask, SWEEP_RATES, sweepTask } from "../problem2.ts";
import { figureOf, readFinished } from "../task-results.ts";
import { joinVerdicts, judgeAbove } from "../verdict.ts";

/** DESIGN's rule: share of tanh outputs beyond +-.99 */
const SATURATED = 0.01;

const id = "C7";
const claim = "tanh saturates; ReLU's outputs are not zero-mean.";

export const c7: Claim = {
  id,
  claim,
  plan: (budget, seed) => [...tanhTasks(budget, seed), ...reluTasks(budget, seed)],
  judge(results, budget, seed) {
    const tanh = tanhTasks(budget, seed).map((task) => readFinished(results, task.id));
    const relu = reluTasks(budget, seed).map((task) => readFinished(results, task.id));
    const saturation = tanh.map((training) => lastFigure(training, "saturation"));
    const means = relu.map((training) => lastFigure(training, "meanActivation"));
    const saturationInterval = estimateMeanInterval(saturation);
    const meanInterval = estimateMeanInterval(means);
    return {
      id,
      claim,
      verdict: joinVerdicts(judgeAbove(saturationInterval, SATURATED), judgeAbove(meanInterval, 0)),
      evidence: {
        summary:
          `After the last epoch ${percent(mean(saturation))} of tanh's outputs are beyond +-.99 (${saturation.map(percent).join(", ")} at rates ${SWEEP_RATES.join(", ")}); ` +
          `ReLU's mean output is ${mean(means).toFixed(3)} ${interval(meanInterval, 3)}.`,
        test:
          `The doctor's figures after the last epoch, over both hidden layers. tanh: the sweep's ${SWEEP_RATES.length} rates at one seed; ReLU: the best configuration at ${relu.length} seeds. ` +
          `It holds when the 95% t-interval of the saturated share lies above ${percent(SATURATED)} and that of ReLU's mean output above 0.`,
        seeds: relu.map((training) => training.seed),
        figures: {
          saturation,
          saturationLow: finiteInterval(saturationInterval).low,
          saturationHigh: finiteInterval(saturationInterval).high,
          reluMeans: means,
          reluMeanLow: finiteInterval(meanInterval).low,
          reluMeanHigh: finiteInterval(meanInterval).high,
          tanhMeans: tanh.map((training) => lastFigure(training, "meanActivation")),
        },
        tables: [
          {
            title: "After the last epoch",
            columns: ["training", "beyond +-.99", "mean output"],
            rows: [
              ...tanh.map((training, i) => [
                `tanh ${SWEEP_RATES[i]}`,
                percent(saturation[i]!),
                lastFigure(training, "meanActivation"),
              ]),
              ...relu.map((training, i) => [`ReLU, seed ${training.seed}`, null, means[i]!]),
            ],
          },
        ],
        charts: [
          {
            title: "Share of tanh outputs beyond +-.99",
            xLabel: "epoch",
            yLabel: "share",
            xScale: "linear",
            series: tanh.map((training, i) => ({
              name: `tanh ${SWEEP_RATES[i]}`,
              points: training.epochs.map((epoch, at) => [at + 1, figureOf(training, epoch.saturation)]),
            })),
          },
        ],
      },
    };
  },
};

function tanhTasks(budget: Budget, seed: number): TrainTask[] {
  return SWEEP_RATES.map((rate) => sweepTask(budget, "tanh", rate, seed));
}

function reluTasks(budget: Budget, seed: number): TrainTask[] {
  return seedsFrom(seed, budget.best.seeds).map((runSeed) => bestTask(budget, runSeed));
}

function lastFigure(training: TrainResult, figure: "saturation" | "meanActivation"): number {
  return figureOf(training, training.epochs.at(-1)?.[figure] ?? null);
}
