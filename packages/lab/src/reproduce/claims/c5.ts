/** C5: ReLU needs a small, careful rate, else it overflows or units die. */
import type { TrainTask } from "../../run/train-task.ts";
import { mean } from "../../statistics/mean.ts";
import { type Budget, seedsFrom } from "../budget.ts";
import type { Claim } from "../claim.ts";
import { comparePairs } from "../compare-pairs.ts";
import { digitTask } from "../digit-task.ts";
import { finiteInterval, percent } from "../format-figures.ts";
import { SWEEP_ACTIVATIONS, type SweepActivation } from "../problem2.ts";
import { finalValidationAccuracy, readTraining, type TaskResults } from "../task-results.ts";
import { type RateOutcome, usableWidth } from "../usable-rates.ts";
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
    const widths = {
      relu: relu.map((outcomes) => usableWidth(outcomes, USABLE_DISTANCE)),
      tanh: tanh.map((outcomes) => usableWidth(outcomes, USABLE_DISTANCE)),
    };
    const narrower = comparePairs(widths.tanh.map(Math.log10), widths.relu.map(Math.log10));
    const reluRows = rates.map((_, i) => summarizeRate(relu.map((outcomes) => outcomes[i]!)));
    const tanhRows = rates.map((_, i) => summarizeRate(tanh.map((outcomes) => outcomes[i]!)));
    const last = rates.length - 1;
    const { low, high } = finiteInterval(narrower.interval);
    return {
      id,
      claim,
      verdict: judgeAbove(narrower.interval, 0),
      evidence: {
        summary:
          `Between rates ${rates[0]} and ${rates[last]} ReLU's usable range spans a factor of ${mean(widths.relu).toFixed(1)}, tanh's of ${mean(widths.tanh).toFixed(1)}. ` +
          `At rate ${rates[last]} ReLU reaches ${percent(reluRows[last]!.accuracy)} (${reluRows[last]!.diverged} of ${count} runs diverge` +
          `${reluRows[last]!.deadUnits === null ? "" : `, ${percent(reluRows[last]!.deadUnits)} of the units are dead`}), tanh ${percent(tanhRows[last]!.accuracy)}.`,
        test:
          `${count} paired seeds per rate, the first ${trainRows ?? 50_000} rows, ${epochs} epochs at a constant rate. A rate is usable when the validation accuracy is within ` +
          `${100 * USABLE_DISTANCE} points of that activation's best at that seed; its usable range is the run of usable rates around the best, as a factor from lowest to highest, among the ` +
          "rates tried. A diverged run counts as accuracy 0. It holds when the 95% t-interval of the paired log10(tanh's factor / ReLU's factor) lies above 0.",
        seeds,
        figures: {
          rates,
          reluWidths: widths.relu,
          tanhWidths: widths.tanh,
          meanLogRatio: narrower.meanDifference,
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
