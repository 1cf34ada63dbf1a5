/** What failed, as a reader wants it first: which configurations, how many of their trials, and why. */
import type { TrialRecord } from "../store/store.ts";
import type { Configuration } from "./configuration.ts";

export interface FailedConfiguration {
  readonly configuration: Configuration;
  readonly failed: number;
  /** none of its trials finished, or can */
  readonly isWhole: boolean;
}

export interface Cause {
  /** as the first trial tells it that failed so */
  readonly diagnosis: string;
  readonly trial: number;
  readonly count: number;
}

export interface Failures {
  /** of trials */
  readonly count: number;
  /** those that failed altogether first */
  readonly configurations: readonly FailedConfiguration[];
  /** the most frequent first */
  readonly causes: readonly Cause[];
}

/** Diagnoses that differ in their numbers only are one cause. */
function shapeOf(diagnosis: string): string {
  return diagnosis.replace(/[+-]?(?:Infinity|NaN|\d+(?:\.\d+)?(?:e[+-]?\d+)?)/g, "#");
}

function hasFailed({ status }: TrialRecord): boolean {
  return status === "failed";
}

/** The trials of each cause, the most frequent cause first. */
export function groupByCause(failed: readonly TrialRecord[]): readonly (readonly [TrialRecord, ...TrialRecord[]])[] {
  const groups = Map.groupBy(failed, ({ diagnosis }) => shapeOf(diagnosis ?? ""));
  return [...groups.values()]
    .map((trials) => trials as [TrialRecord, ...TrialRecord[]])
    .sort((a, b) => b.length - a.length);
}

/** Null where nothing failed. */
export function describeFailures(configurations: readonly Configuration[]): Failures | null {
  const failed = configurations.flatMap(({ trials }) => trials.filter(hasFailed));
  if (failed.length === 0) return null;
  const hit = configurations
    .map((configuration) => {
      const count = configuration.trials.filter(hasFailed).length;
      return { configuration, failed: count, isWhole: count === configuration.trials.length };
    })
    .filter((entry) => entry.failed > 0);
  const causes = groupByCause(failed).map(({ 0: first, length }) => {
    return { diagnosis: first.diagnosis ?? "", trial: first.number, count: length };
  });
  return {
    count: failed.length,
    configurations: hit.toSorted((a, b) => Number(b.isWhole) - Number(a.isWhole)),
    causes,
  };
}
