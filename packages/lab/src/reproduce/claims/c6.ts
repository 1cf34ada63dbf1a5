/** C6: tanh learns slower at the same rate and needs a larger one. */
import type { TrainTask } from "study";
import { compareEpochs, describeEpochs, describeReached, epochsTo } from "study/statistics";
import type { Budget } from "../budget.ts";
import { digitTask } from "../problems/digit-task.ts";
import { SWEEP_RATES, type SweepActivation, sweepTask } from "../problems/problem-2.ts";
import type { EarlierRule, Verdict } from "../results.ts";
import { readFinished, validationAccuracies } from "../task-results.ts";
import type { Claim } from "./claim.ts";
import { decayedTasks, decaySeeds } from "./decay-pairs.ts";
import { finiteInterval, percent } from "./format-evidence.ts";
import { describeDifference, judgeSlower } from "./judge-slower.ts";
import { joinVerdicts } from "./verdict.ts";

const id = "C6";
const claim = "tanh learns slower than ReLU at the same rate and needs a larger one.";

/** the largest of the sweep, where both activations learn fastest */
const PACE_RATE: number = SWEEP_RATES[SWEEP_RATES.length - 1]!;

const EARLIER: EarlierRule = {
  rule:
    "The same, at the sweep's seed and two further ones, compared up to the 14 epochs for which ReLU's were " +
    "trained.",
  why:
    "The trainings at fresh seeds that C4 needs anyway go on to the end, so that a run that is slow is counted and " +
    "not cut off.",
};

export const c6: Claim = {
  id,
  claim,
  short: "tanh learns slower at the same rate and needs a larger one",
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
    const seeds = decaySeeds(budget, seed);
    const pace = (activation: SweepActivation) => paceTasks(budget, activation, seed).map(read);
    const delay = compareEpochs(pace("tanh"), pace("relu"), accuracy);
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
    const verdict = joinVerdicts(judgeSlower(delay), judgeOrder(sweep), judgeMatch(match?.rate ?? null));
    return {
      id,
      claim,
      verdict,
      evidence: {
        summary:
          `At rate ${PACE_RATE}, ${percent(accuracy)} validation accuracy takes this many epochs: tanh ` +
          `${describeReached(delay.first)}, ReLU ${describeReached(delay.second)} ` +
          `(tanh - ReLU ${describeDifference(delay)}). ` +
          (match === null
            ? `No rate tried for tanh matches ReLU's pace at ${PACE_RATE}.`
            : `At one seed, tanh matches ReLU's pace at ${PACE_RATE} from a rate of ${match.rate} on.`),
        test:
          `First epoch with a validation accuracy of ${percent(accuracy)}. ${seeds.length} paired fresh seeds at ` +
          `rate ${PACE_RATE}: it holds when the 95% t-interval of (tanh - ReLU) epochs lies above 0, ` +
          "tanh is first at no rate of the sweep (one seed), and the smallest rate tried at which tanh needs no " +
          "more epochs than ReLU is the larger. It fails when that interval lies at or below 0 " +
          "(a tie of all seeds is none); what one seed says against it leaves it inconclusive. " +
          `A run that is not there after the last epoch, ${delay.first.horizon}, counts as one epoch more, and a ` +
          "pair in which neither is tells nothing " +
          `and leaves it inconclusive. The further rates train ${budget.pace.matchEpochs} epochs.`,
        earlier: EARLIER,
        seeds,
        figures: {
          accuracy,
          delay: delay.meanDifference,
          low,
          high,
          horizon: delay.first.horizon,
          delays: delay.differences.filter((difference) => difference !== null),
          pairsWithout: delay.differences.filter((difference) => difference === null).length,
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

/** The sweep's network at its largest rate, with the decay, at fresh seeds. */
function paceTasks(budget: Budget, activation: SweepActivation, seed: number): TrainTask[] {
  return decayedTasks(budget, { activation, rate: PACE_RATE }, seed);
}

interface PaceAtRate {
  readonly relu: number | null;
  readonly tanh: number | null;
}

/**
 * One run per rate is no interval: a rate at which tanh is first leaves the claim open, as does nothing reached
 * anywhere.
 */
function judgeOrder(sweep: readonly PaceAtRate[]): Verdict {
  if (sweep.every(({ relu, tanh }) => relu === null && tanh === null)) return "inconclusive";
  const first = sweep.some(({ relu, tanh }) => tanh !== null && (relu === null || tanh < relu));
  return first ? "inconclusive" : "holds";
}

/** Likewise one run: a match at no larger rate leaves the claim open. */
function judgeMatch(rate: number | null): Verdict {
  return rate !== null && rate > PACE_RATE ? "holds" : "inconclusive";
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
