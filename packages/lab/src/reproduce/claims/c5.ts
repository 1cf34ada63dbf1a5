/** C5: ReLU needs a small, careful rate, else it overflows or units die. */
import type { TrainTask } from "../../run/train-task.ts";
import { mean } from "../../statistics/mean.ts";
import { type Budget, seedsFrom } from "../budget.ts";
import type { Claim } from "../claim.ts";
import { comparePairs } from "../compare-pairs.ts";
import { digitTask } from "../digit-task.ts";
import { finiteInterval, interval, percent } from "../format-figures.ts";
import { SWEEP_ACTIVATIONS, type SweepActivation } from "../problem2.ts";
import type { Interval, Verdict } from "../results.ts";
import { finalValidationAccuracy, readTraining, type TaskResults } from "../task-results.ts";
import { findUsableEdge, type RateOutcome, type UsableEdge } from "../usable-rates.ts";
import { judgeAbove } from "../verdict.ts";

/**
 * A rate is usable when its accuracy is within so much of the activation's best: wide enough that the smallest rates, which
 * in a few epochs only have learned less, count as usable; a network that breaks loses far more.
 */
const USABLE_DISTANCE = 0.05;

const id = "C5";
const claim = "ReLU needs a small, careful learning rate; otherwise it overflows or its units die.";

interface LargeRateOutcome extends RateOutcome {
  /** share of hidden units that are never above 0, at the end or where it diverged; null for tanh, or before the first epoch */
  readonly deadUnits: number | null;
}

export const c5: Claim = {
  id,
  claim,
  plan: (budget, seed) =>
    SWEEP_ACTIVATIONS.flatMap((activation) =>
      budget.largeRates.rates.flatMap((rate) =>
        seedsFrom(seed, budget.largeRates.seeds).map((runSeed) => largeRateTask(budget, activation, rate, runSeed)),
      ),
    ),
  judge(results, budget, seed) {
    const { rates, trainRows, epochs, seeds: count } = budget.largeRates;
    const seeds = seedsFrom(seed, count);
    const relu = seeds.map((runSeed) => readOutcomes(results, budget, "relu", runSeed));
    const tanh = seeds.map((runSeed) => readOutcomes(results, budget, "tanh", runSeed));
    const edges = {
      relu: relu.map((outcomes) => findUsableEdge(outcomes, USABLE_DISTANCE)),
      tanh: tanh.map((outcomes) => findUsableEdge(outcomes, USABLE_DISTANCE)),
    };
    const ratio = comparePairs(edges.tanh.map(logRate), edges.relu.map(logRate));
    const reluRows = rates.map((_, i) => summarizeRate(relu.map((outcomes) => outcomes[i]!)));
    const tanhRows = rates.map((_, i) => summarizeRate(tanh.map((outcomes) => outcomes[i]!)));
    const last = rates.length - 1;
    const { low, high } = finiteInterval(ratio.interval);
    return {
      id,
      claim,
      verdict: judgeSmaller(edges, ratio.interval),
      evidence: {
        summary:
          `ReLU is usable up to a rate of ${describeEdges(edges.relu)}, tanh up to ${describeEdges(edges.tanh)} (log10 of tanh's over ReLU's ${ratio.meanDifference.toFixed(3)} ${interval(ratio.interval, 3)}). ` +
          `At rate ${rates[last]} ReLU reaches ${percent(reluRows[last]!.accuracy)} (${reluRows[last]!.diverged} of ${count} runs diverge` +
          `${reluRows[last]!.deadUnits === null ? "" : `, ${percent(reluRows[last]!.deadUnits)} of the units are dead`}), tanh ${percent(tanhRows[last]!.accuracy)}.`,
        test:
          `${count} paired seeds per rate, the first ${trainRows ?? 50_000} rows, ${epochs} epochs at a constant rate. A rate is usable when the validation accuracy is within ` +
          `${100 * USABLE_DISTANCE} points of that activation's best at that seed; compared is the largest usable rate, going up from the best, between the rates tried linear in their logarithm. ` +
          `The lower end is not looked for: it is cut off at the lowest rate tried, ${rates[0]}. A diverged run counts as accuracy 0. It holds when the 95% t-interval of the paired log10(tanh's largest usable rate / ReLU's) ` +
          "lies above 0, and fails when it lies at or below 0; a pair with both outside of the rates tried tells nothing and leaves it inconclusive.",
        seeds,
        figures: {
          rates,
          reluEdges: edges.relu.map(roundRate),
          tanhEdges: edges.tanh.map(roundRate),
          reluEdgesOutside: countOutside(edges.relu),
          tanhEdgesOutside: countOutside(edges.tanh),
          meanLogRatio: ratio.meanDifference,
          low,
          high,
          usableDistance: USABLE_DISTANCE,
          reluDiverged: reluRows.map((row) => row.diverged),
          tanhDiverged: tanhRows.map((row) => row.diverged),
        },
        tables: [
          {
            title: "Mean over the seeds, at each rate",
            columns: [
              "rate",
              "ReLU accuracy",
              "ReLU dead units",
              `ReLU diverged (of ${count})`,
              "tanh accuracy",
              `tanh diverged (of ${count})`,
            ],
            rows: rates.map((rate, i) => {
              const [r, t] = [reluRows[i]!, tanhRows[i]!];
              const dead = r.deadUnits === null ? null : percent(r.deadUnits);
              return [rate, percent(r.accuracy), dead, r.diverged, percent(t.accuracy), t.diverged];
            }),
          },
        ],
        charts: [
          {
            title: "Validation accuracy against the rate",
            xLabel: "learning rate",
            yLabel: "accuracy",
            xScale: "log",
            series: [
              { name: "ReLU", points: rates.map((rate, i) => [rate, reluRows[i]!.accuracy]) },
              { name: "tanh", points: rates.map((rate, i) => [rate, tanhRows[i]!.accuracy]) },
            ],
          },
          {
            title: "Share of dead ReLU units against the rate",
            xLabel: "learning rate",
            yLabel: "share",
            xScale: "log",
            series: [{ name: "ReLU", points: rates.map((rate, i) => [rate, reluRows[i]!.deadUnits]) }],
          },
        ],
      },
    };
  },
};

function logRate({ rate }: UsableEdge): number {
  return Math.log10(rate);
}

/** To 4 digits: what is interpolated is no finer. */
function roundRate({ rate }: UsableEdge): number {
  return Number(rate.toPrecision(4));
}

/** Is ReLU's the smaller? Two edges beyond the same end of the rates tried are not known to be equal. */
function judgeSmaller(
  { relu, tanh }: { readonly relu: readonly UsableEdge[]; readonly tanh: readonly UsableEdge[] },
  ratio: Interval,
): Verdict {
  const isSilent = relu.some(({ outside }, i) => outside !== null && outside === tanh[i]!.outside);
  return isSilent ? "inconclusive" : judgeAbove(ratio, 0);
}

function countOutside(edges: readonly UsableEdge[]): number {
  return edges.filter(({ outside }) => outside !== null).length;
}

/** "1.01", the geometric mean; "1.87 (2 of 5 runs lie outside of the rates tried)" */
function describeEdges(edges: readonly UsableEdge[]): string {
  const centre = (10 ** mean(edges.map(logRate))).toFixed(2);
  const outside = countOutside(edges);
  return outside === 0 ? centre : `${centre} (${outside} of ${edges.length} runs lie outside of the rates tried)`;
}

function largeRateTask(budget: Budget, activation: SweepActivation, learningRate: number, seed: number): TrainTask {
  return digitTask({
    name: `claims/large-rate-${activation}-${learningRate}`,
    activation,
    learningRate,
    halvings: [],
    size: budget.largeRates,
    seed,
    doctor: true,
  });
}

function readOutcomes(
  results: TaskResults,
  budget: Budget,
  activation: SweepActivation,
  seed: number,
): LargeRateOutcome[] {
  return budget.largeRates.rates.map((rate) => {
    const training = readTraining(results, largeRateTask(budget, activation, rate, seed).id);
    return {
      rate,
      accuracy: training.diverged === null ? finalValidationAccuracy(training) : null,
      deadUnits: training.epochs.at(-1)?.deadUnits ?? null,
    };
  });
}

/** Over the seeds of one rate; a diverged run counts as accuracy 0. */
function summarizeRate(outcomes: readonly LargeRateOutcome[]) {
  const dead = outcomes.map((outcome) => outcome.deadUnits).filter((share) => share !== null);
  return {
    accuracy: mean(outcomes.map((outcome) => outcome.accuracy ?? 0)),
    diverged: outcomes.filter((outcome) => outcome.accuracy === null).length,
    deadUnits: dead.length === 0 ? null : mean(dead),
  };
}
