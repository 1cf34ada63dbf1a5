/** What C2 and C3 share: by how much accuracy falls when a short ReLU training is changed, at the same seeds. */
import type { TrainResult } from "study";
import type { Budget } from "../budget.ts";
import type { Evidence, Verdict } from "../results.ts";
import { checkNotDiverged, finalValidationAccuracy, readFinished, type TaskResults } from "../task-results.ts";
import { comparePairs, type PairedComparison } from "./compare-pairs.ts";
import { finiteInterval, percent, points, pointsInterval } from "./format-evidence.ts";
import { SHORT_RELU, shortSeeds, shortTask } from "./short-training.ts";
import { judgeAbove, MARGIN } from "./verdict.ts";

export interface ShortFall extends PairedComparison {
  /** accuracy per seed */
  readonly usual: readonly number[];
  readonly changed: readonly number[];
}

/** usual - changed, over `shortSeeds`. Throws DivergedTrainingError when a training diverged. */
export function compareShortFall(
  results: TaskResults,
  budget: Budget,
  seed: number,
  trainings: readonly TrainResult[],
): ShortFall {
  const usual = shortSeeds(budget, seed).map((runSeed) =>
    finalValidationAccuracy(readFinished(results, shortTask(budget, SHORT_RELU, runSeed).id)),
  );
  for (const training of trainings) checkNotDiverged(training);
  const changed = trainings.map(finalValidationAccuracy);
  return { ...comparePairs(usual, changed), usual, changed };
}

/** Does accuracy fall by more than the margin? */
export function judgeFall({ interval }: PairedComparison): Verdict {
  return judgeAbove(interval, MARGIN);
}

/** "11.00% instead of 95.00% (random - constant +84.00 [+83.00, +85.00] points)" */
export function describeFall(fall: PairedComparison, usual: string, changed: string): string {
  const difference = `${usual} - ${changed} ${points(fall.meanDifference)} ${pointsInterval(fall.interval)}`;
  return `${percent(fall.secondMean)} instead of ${percent(fall.firstMean)} (${difference})`;
}

export function figuresOfFall(fall: PairedComparison, prefix = ""): Evidence["figures"] {
  const { low, high } = finiteInterval(fall.interval);
  return {
    [`${prefix}fall`]: fall.meanDifference,
    [`${prefix}fallLow`]: low,
    [`${prefix}fallHigh`]: high,
    [`${prefix}falls`]: fall.differences,
  };
}
