/** C6: tanh learns slower at the same rate and needs a larger one. */
import type { TrainTask } from "../../run/train-task.ts";
import type { Budget } from "../budget.ts";
import type { Claim } from "../claim.ts";
import { comparePairs } from "../compare-pairs.ts";
import { digitTask } from "../digit-task.ts";
import { describeEpochs, epochsTo, epochsToOrBeyond } from "../epochs-to.ts";
import { finiteInterval, interval, percent } from "../format-figures.ts";
import { PACE_RATE, paceTasks } from "../pace.ts";
import { SWEEP_RATES, type SweepActivation, sweepTask } from "../problem2.ts";
import type { Verdict } from "../results.ts";
import { readFinished, validationAccuracies } from "../task-results.ts";
import { joinVerdicts, judgeAbove } from "../verdict.ts";

const id = "C6";
const claim = "tanh learns slower than ReLU at the same rate and needs a larger one.";

export const c6: Claim = {
  id,
  claim,
  plan: (budget, seed) => [
    ...SWEEP_RATES.flatMap((rate) => [sweepTask(budget, "relu", rate, seed), sweepTask(budget, "tanh", rate, seed)]),
    ...paceTasks(budget, "relu", seed),
    ...paceTasks(budget, "tanh", seed),
    ...budget.pace.matchRates.map((rate) => matchTask(budget, rate, seed)),
  ],
  judge(results, budget, seed) {
    const { accuracy } = budget.pace;
    const read = (task: TrainTask) => validationAccuracies(readFinished(results, task.id));
    const sweep = SWEEP_RATES.map((rate) => ({
      rate,
      relu: epochsTo(read(sweepTask(budget, "relu", rate, seed)), accuracy),
      tanh: epochsTo(read(sweepTask(budget, "tanh", rate, seed)), accuracy),
    }));
    const seeds = paceTasks(budget, "relu", seed).map((task) => task.seed);
    const pace = (activation: SweepActivation) =>
      paceTasks(budget, activation, seed).map((task) => epochsToOrBeyond(read(task), accuracy));
    const delay = comparePairs(pace("tanh"), pace("relu"));
    const tried = [
      ...sweep.map(({ rate, tanh }) => ({ rate, epochs: tanh, trained: budget.sweep.epochs })),
      ...budget.pace.matchRates.map((rate) => ({
        rate,
        epochs: epochsTo(read(matchTask(budget, rate, seed)), accuracy),
        trained: budget.pace.matchEpochs,
      })),
    ];
    const reluEpochs = sweep[sweep.length - 1]!.relu;
    const match = reluEpochs === null ? null : (tried.find((t) => t.epochs !== null && t.epochs <= reluEpochs) ?? null);
    const { low, high } = finiteInterval(delay.interval);
    const verdict = joinVerdicts(
      judgeAbove(delay.interval, 0),
      judgeOrder(sweep),
      match === null ? "inconclusive" : match.rate > PACE_RATE ? "holds" : "fails",
    );
    return {
      id,
      claim,
      verdict,
      evidence: {
        summary:
          `At rate ${PACE_RATE}, ${percent(accuracy)} validation accuracy takes tanh ${delay.firstMean.toFixed(1)} epochs and ReLU ${delay.secondMean.toFixed(1)} ` +
          `(tanh - ReLU ${delay.meanDifference.toFixed(1)} ${interval(delay.interval, 1)}). ` +
          (match === null
            ? `No rate tried for tanh matches ReLU's pace at ${PACE_RATE}.`
            : `tanh matches ReLU's pace at ${PACE_RATE} from a rate of ${match.rate} on.`),
        test:
          `First epoch with a validation accuracy of ${percent(accuracy)}. ${seeds.length} paired seeds at rate ${PACE_RATE}: the 95% t-interval of (tanh - ReLU) epochs must lie above 0; ` +
          "at no rate of the sweep (one seed) may tanh be first; and the smallest rate tried at which tanh needs no more epochs than ReLU must be the larger. " +
          `The further seeds train ${budget.pace.reluEpochs} and ${budget.pace.tanhEpochs} epochs, the further rates ${budget.pace.matchEpochs}; ` +
          "a run that does not get there counts as one epoch more than it trained.",
        seeds,
        figures: {
          accuracy,
          delay: delay.meanDifference,
          low,
          high,
          delays: delay.differences,
          matchingRate: match?.rate ?? null,
        },
        tables: [
          {
            title: `Epochs to ${percent(accuracy)}, per rate`,
            columns: ["rate", "ReLU", "tanh"],
            rows: tried.map(({ rate, epochs, trained }) => {
              const same = sweep.find((row) => row.rate === rate);
              const relu = same === undefined ? null : describeEpochs(same.relu, budget.sweep.epochs);
              return [rate, relu, describeEpochs(epochs, trained)];
            }),
          },
        ],
        charts: [
          {
            title: `Epochs to ${percent(accuracy)} against the rate`,
            xLabel: "learning rate",
            yLabel: "epochs",
            xScale: "log",
            series: [
              { name: "ReLU", points: sweep.map(({ rate, relu }) => [rate, relu]) },
              { name: "tanh", points: tried.map(({ rate, epochs }) => [rate, epochs]) },
            ],
          },
        ],
      },
    };
  },
};

interface PaceAtRate {
  readonly relu: number | null;
  readonly tanh: number | null;
}

/** One run per rate is no interval: a rate at which tanh is first leaves the claim open. */
function judgeOrder(sweep: readonly PaceAtRate[]): Verdict {
  const first = sweep.some(({ relu, tanh }) => tanh !== null && (relu === null || tanh < relu));
  return first ? "inconclusive" : "holds";
}

function matchTask(budget: Budget, learningRate: number, seed: number): TrainTask {
  return digitTask({
    name: `claims/pace-tanh-${learningRate}`,
    activation: "tanh",
    learningRate,
    halvings: budget.decayEpochs,
    size: { ...budget.sweep, epochs: budget.pace.matchEpochs },
    seed,
  });
}
