/** C5: ReLU needs a small, careful rate, else it overflows or units die. */
import type { TrainTask } from "study";
import { estimateMeanInterval, mean } from "study/statistics";
import type { Budget } from "../budget.ts";
import { digitTask } from "../problems/digit-task.ts";
import { SWEEP_ACTIVATIONS, type SweepActivation } from "../problems/problem-2.ts";
import type { EarlierRule, Interval } from "../results.ts";
import { finalValidationAccuracy, readTraining, type TaskResults } from "../task-results.ts";
import type { Claim } from "./claim.ts";
import { comparePairs, type PairedComparison } from "./compare-pairs.ts";
import { finiteInterval, percent, percentInterval, points, pointsInterval } from "./format-evidence.ts";
import { freshSeeds } from "./fresh-seeds.ts";
import { findUsableEdge, type RateOutcome, type UsableEdge } from "./usable-rates.ts";
import { type Condition, describeConditions, joinConditions, MARGIN } from "./verdict.ts";

/** of the hidden units: more are dead than by chance and harmlessly */
const DEAD_SHARE = 0.1;
/** of the runs at a rate: most of them overflow */
const DIVERGED_SHARE = 0.6;
/** A rate is told to be usable when its accuracy is within so much of the activation's best. */
const USABLE_DISTANCE = 0.05;

const id = "C5";
const claim = "ReLU needs a small, careful learning rate; otherwise it overflows or its units die.";

const EARLIER: EarlierRule = {
  rule:
    "The largest usable rate of ReLU was compared with tanh's, over nine rates from 0.1 to 2 at five seeds: it " +
    "held when ReLU's was the smaller.",
  why:
    "The claim says nothing of tanh: it says what happens to ReLU at large rates. What counts as usable had been " +
    "chosen after first figures, and a pair usable at every rate tried decided nothing.",
};

interface LargeRateOutcome extends RateOutcome {
  /** share of hidden units that are never above 0, at the end or at the last whole epoch; null before the first */
  readonly deadUnits: number | null;
}

/** ReLU at one large rate. */
interface JudgedRate {
  readonly rate: number;
  readonly dead: readonly number[];
  readonly deadInterval: Interval;
  readonly diverged: number;
  /** usual - this rate, validation accuracy */
  readonly fall: PairedComparison;
  readonly condition: Condition;
}

export const c5: Claim = {
  id,
  claim,
  short: "ReLU needs a small, careful rate, else it overflows or units die",
  plan: (budget, seed) =>
    SWEEP_ACTIVATIONS.flatMap((activation) =>
      ratesOf(budget).flatMap((rate) =>
        seedsOf(budget, seed).map((runSeed) => largeRateTask(budget, activation, rate, runSeed)),
      ),
    ),
  judge(results, budget, seed) {
    const { usual, rates, trainRows, epochs, seeds: count } = budget.largeRates;
    const seeds = seedsOf(budget, seed);
    const outcomesOf = (activation: SweepActivation) =>
      ratesOf(budget).map((rate) =>
        seeds.map((runSeed) => readOutcome(results, largeRateTask(budget, activation, rate, runSeed).id, rate)),
      );
    const relu = outcomesOf("relu");
    const tanh = outcomesOf("tanh");
    const judged = rates.map((rate, i) => judgeRate(rate, relu[0]!, relu[i + 1]!));
    const conditions = judged.map(({ condition }) => condition);
    const edgesOf = (outcomes: readonly (readonly LargeRateOutcome[])[]) =>
      seeds.map((_, run) =>
        findUsableEdge(
          outcomes.map((atRate) => atRate[run]!),
          USABLE_DISTANCE,
        ),
      );
    const [reluEdges, tanhEdges] = [edgesOf(relu), edgesOf(tanh)];
    const meanAt = (outcomes: readonly LargeRateOutcome[]) => mean(outcomes.map(accuracyOf));
    return {
      id,
      claim,
      verdict: joinConditions(conditions),
      evidence: {
        summary:
          `${describeConditions(conditions)} ReLU ${judged.map(describeRate).join("; ")}. ` +
          `Beside it, not judged: tanh reaches ${tanh
            .slice(1)
            .map((atRate) => percent(meanAt(atRate)))
            .join(", ")} at the same rates; ` +
          `ReLU is usable up to a rate of ${describeEdges(reluEdges)}, tanh up to ${describeEdges(tanhEdges)}.`,
        test:
          `ReLU at each of the rates ${rates.join(", ")}, constant: ${count} fresh seeds, the first ` +
          `${trainRows ?? 50_000} rows, ${epochs} epochs, paired with rate ${usual}. ` +
          "At a rate it holds when the 95% t-interval of the share of dead units lies above " +
          `${percent(DEAD_SHARE)}, or at least ${leastDiverged(count)} of ${count} runs diverge, and the ` +
          "interval of the " +
          `paired fall in validation accuracy from rate ${usual} lies above ${100 * MARGIN} points; otherwise it ` +
          "does not hold there. All rates: holds; none: fails; else in part. " +
          "A diverged run counts as accuracy 0, and its dead units as they were at its last whole epoch, if it " +
          "had one. " +
          `A rate is called usable when its accuracy is within ${100 * USABLE_DISTANCE} points of the ` +
          "activation's best; the largest is told between the rates tried, linear in their logarithm.",
        earlier: EARLIER,
        seeds,
        figures: {
          usualRate: usual,
          rates,
          ...Object.assign({}, ...judged.map(figuresOfRate)),
          deadShare: DEAD_SHARE,
          margin: MARGIN,
          reluEdges: reluEdges.map(roundRate),
          tanhEdges: tanhEdges.map(roundRate),
          usableDistance: USABLE_DISTANCE,
          tanhDiverged: tanh.map(countDiverged),
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
            rows: ratesOf(budget).map((rate, i) => {
              const dead = deadOf(relu[i]!);
              return [
                rate,
                percent(meanAt(relu[i]!)),
                dead.length === 0 ? null : percent(mean(dead)),
                countDiverged(relu[i]!),
                percent(meanAt(tanh[i]!)),
                countDiverged(tanh[i]!),
              ];
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
              { name: "ReLU", points: ratesOf(budget).map((rate, i) => [rate, meanAt(relu[i]!)]) },
              { name: "tanh", points: ratesOf(budget).map((rate, i) => [rate, meanAt(tanh[i]!)]) },
            ],
          },
          {
            title: "Share of dead ReLU units against the rate",
            xLabel: "learning rate",
            yLabel: "share",
            xScale: "log",
            series: [
              {
                name: "ReLU",
                points: ratesOf(budget).map((rate, i) => {
                  const dead = deadOf(relu[i]!);
                  return [rate, dead.length === 0 ? null : mean(dead)];
                }),
              },
            ],
          },
        ],
      },
    };
  },
};

function seedsOf(budget: Budget, seed: number): number[] {
  return freshSeeds(seed, budget.largeRates.seeds);
}

/** The usual rate first. */
function ratesOf({ largeRates: { usual, rates } }: Budget): number[] {
  return [usual, ...rates];
}

function leastDiverged(runs: number): number {
  return Math.ceil(DIVERGED_SHARE * runs);
}

function judgeRate(
  rate: number,
  usual: readonly LargeRateOutcome[],
  outcomes: readonly LargeRateOutcome[],
): JudgedRate {
  const dead = deadOf(outcomes);
  const deadInterval: Interval =
    dead.length === 0 ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : estimateMeanInterval(dead);
  const diverged = countDiverged(outcomes);
  const fall = comparePairs(usual.map(accuracyOf), outcomes.map(accuracyOf));
  const breaks = deadInterval[0] > DEAD_SHARE || diverged >= leastDiverged(outcomes.length);
  const holds = breaks && fall.interval[0] > MARGIN;
  return {
    rate,
    dead,
    deadInterval,
    diverged,
    fall,
    condition: { name: `at ${rate}`, verdict: holds ? "holds" : "fails" },
  };
}

/**
 * "at rate 2, 44.00% of the units are dead [40.00%, 48.00%], 0 of 5 runs diverge, accuracy falls by +60.00 [+50.00,
 * +70.00] points"
 */
function describeRate({ rate, dead, deadInterval, diverged, fall }: JudgedRate): string {
  const ends = dead.length < 2 ? "" : ` ${percentInterval(deadInterval)}`;
  const units =
    dead.length === 0 ? "no run ends its first epoch" : `${percent(mean(dead))} of the units are dead${ends}`;
  return (
    `at rate ${rate}, ${units}, ${diverged} of ${fall.differences.length} runs diverge, accuracy falls by ` +
    `${points(fall.meanDifference)} ${pointsInterval(fall.interval)}`
  );
}

function figuresOfRate({ rate, dead, deadInterval, diverged, fall }: JudgedRate) {
  const [deadEnds, fallEnds] = [finiteInterval(deadInterval), finiteInterval(fall.interval)];
  return {
    [`rate${rate}.deadUnits`]: dead,
    [`rate${rate}.deadLow`]: deadEnds.low,
    [`rate${rate}.deadHigh`]: deadEnds.high,
    [`rate${rate}.diverged`]: diverged,
    [`rate${rate}.falls`]: fall.differences,
    [`rate${rate}.fallLow`]: fallEnds.low,
    [`rate${rate}.fallHigh`]: fallEnds.high,
  };
}

/** A diverged run counts as accuracy 0. */
function accuracyOf({ accuracy }: LargeRateOutcome): number {
  return accuracy ?? 0;
}

function countDiverged(outcomes: readonly LargeRateOutcome[]): number {
  return outcomes.filter(({ accuracy }) => accuracy === null).length;
}

function deadOf(outcomes: readonly LargeRateOutcome[]): number[] {
  return outcomes.map(({ deadUnits }) => deadUnits).filter((share) => share !== null);
}

/** To 4 digits: what is interpolated is no finer. */
function roundRate({ rate }: UsableEdge): number {
  return Number(rate.toPrecision(4));
}

/** "1.01", the geometric mean; "1.87 (2 of 5 runs lie outside of the rates tried)" */
function describeEdges(edges: readonly UsableEdge[]): string {
  const centre = (10 ** mean(edges.map(({ rate }) => Math.log10(rate)))).toFixed(2);
  const outside = edges.filter((edge) => edge.outside !== null).length;
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

function readOutcome(results: TaskResults, id: string, rate: number): LargeRateOutcome {
  const training = readTraining(results, id);
  return {
    rate,
    accuracy: training.diverged === null ? finalValidationAccuracy(training) : null,
    deadUnits: training.epochs.at(-1)?.deadUnits ?? null,
  };
}
