/** C7: tanh saturates, ReLU is not zero-mean. Read from the doctor's figures of trainings that ran anyway. */
import type { TrainEpoch, TrainResult, TrainTask } from "../../run/train-task.ts";
import { mean } from "../../statistics/mean.ts";
import { estimateMeanInterval } from "../../statistics/mean-interval.ts";
import { type Budget, seedsFrom } from "../budget.ts";
import type { Claim } from "../claim.ts";
import { finiteInterval, interval, percent } from "../format-figures.ts";
import { PACE_RATE, paceTasks } from "../pace.ts";
import { BEST_RATE, bestTask, SWEEP_RATES, sweepTask } from "../problem2.ts";
import { figureOf, readFinished } from "../task-results.ts";
import { joinVerdicts, judgeAbove } from "../verdict.ts";

/** DESIGN's rule: share of tanh outputs beyond +-.99 */
const SATURATED = 0.01;

const id = "C7";
const claim = "tanh saturates; ReLU's outputs are not zero-mean.";

export const c7: Claim = {
  id,
  claim,
  plan: (budget, seed) => [
    ...paceTasks(budget, "tanh", seed),
    ...SWEEP_RATES.map((rate) => sweepTask(budget, "tanh", rate, seed)),
    ...reluTasks(budget, seed),
  ],
  judge(results, budget, seed) {
    const read = (task: TrainTask) => readFinished(results, task.id);
    const { tanhEpochs } = budget.pace;
    const tanh = paceTasks(budget, "tanh", seed).map(read);
    const saturation = tanh.map((training) => figureAfter(training, tanhEpochs, "saturation"));
    const saturationInterval = estimateMeanInterval(saturation);
    const relu = reluTasks(budget, seed).map(read);
    const means = relu.map((training) => figureAfter(training, budget.sweep.epochs, "meanActivation"));
    const meanInterval = estimateMeanInterval(means);
    const sweep = SWEEP_RATES.map((rate) => ({ rate, training: read(sweepTask(budget, "tanh", rate, seed)) }));
    const atEnd = sweep.map(({ training }) => figureAfter(training, budget.sweep.epochs, "saturation"));
    return {
      id,
      claim,
      verdict: joinVerdicts(judgeAbove(saturationInterval, SATURATED), judgeAbove(meanInterval, 0)),
      evidence: {
        summary:
          `At rate ${PACE_RATE}, after ${tanhEpochs} epochs, ${percent(mean(saturation))} of tanh's outputs are beyond +-.99 ` +
          `[${percent(saturationInterval[0])}, ${percent(saturationInterval[1])}]; at one seed, after the sweep's ${budget.sweep.epochs} epochs, it is ` +
          `${atEnd.map(percent).join(", ")} at rates ${SWEEP_RATES.join(", ")}: the verdict is about rate ${PACE_RATE}. ReLU's mean output at rate ${BEST_RATE} is ${mean(means).toFixed(3)} ${interval(meanInterval, 3)}.`,
        test:
          `The doctor's figures over both hidden layers. tanh at rate ${PACE_RATE}, the largest of the sweep: ${tanh.length} seeds after ${tanhEpochs} epochs; ReLU at the report's rate ${BEST_RATE}: ${relu.length} seeds after the last epoch. Both rates are fixed choices; tanh's other rates are shown beside and not judged. ` +
          `It holds when the 95% t-interval of the saturated share lies above ${percent(SATURATED)} and that of ReLU's mean output above 0, and fails when one lies at or below its threshold.`,
        seeds: relu.map((training) => training.seed),
        figures: {
          saturation,
          saturationLow: finiteInterval(saturationInterval).low,
          saturationHigh: finiteInterval(saturationInterval).high,
          saturationAtEnd: atEnd,
          reluMeans: means,
          reluMeanLow: finiteInterval(meanInterval).low,
          reluMeanHigh: finiteInterval(meanInterval).high,
        },
        tables: [
          {
            title: "Saturation and mean output of the hidden layers",
            columns: ["training", "epoch", "beyond +-.99", "mean output"],
            rows: [
              ...tanh.map((training, i) => [
                `tanh ${PACE_RATE}, seed ${training.seed}`,
                tanhEpochs,
                percent(saturation[i]!),
                figureAfter(training, tanhEpochs, "meanActivation"),
              ]),
              ...sweep.map(({ rate, training }, i) => [
                `tanh ${rate}, seed ${training.seed}`,
                budget.sweep.epochs,
                percent(atEnd[i]!),
                figureAfter(training, budget.sweep.epochs, "meanActivation"),
              ]),
              ...relu.map((training, i) => [
                `ReLU ${BEST_RATE}, seed ${training.seed}`,
                budget.sweep.epochs,
                null,
                means[i]!,
              ]),
            ],
          },
        ],
        charts: [
          {
            title: "Share of tanh outputs beyond +-.99",
            xLabel: "epoch",
            yLabel: "share",
            xScale: "linear",
            series: sweep.map(({ rate, training }) => ({
              name: `tanh ${rate}`,
              points: training.epochs.map((epoch, at) => [at + 1, figureOf(training, epoch.saturation)]),
            })),
          },
        ],
      },
    };
  },
};

function reluTasks(budget: Budget, seed: number): TrainTask[] {
  return seedsFrom(seed, budget.best.seeds).map((runSeed) => bestTask(budget, runSeed));
}

/** The doctor's figure after `epoch` epochs. */
function figureAfter(
  training: TrainResult,
  epoch: number,
  figure: keyof Pick<TrainEpoch, "saturation" | "meanActivation">,
): number {
  return figureOf(training, training.epochs[epoch - 1]?.[figure] ?? null);
}
