/** By which figure configurations are compared, and that figure of each trial. */

import { goalOfName, storedMetric, suggestName } from "study";
import type { Goal } from "study/statistics";
import { UsageError } from "../../../errors.ts";
import type { ObjectiveNetwork } from "../../../objective/objective-network.ts";
import type { LabStore, TrialRecord } from "../../../store/store.ts";
import { spellMetric } from "../../trials/figure-names.ts";

/** which epoch of every trial a flag may name */
export type EpochChoice = number | "last" | "best";

export interface ComparedFigure {
  readonly metric: string;
  readonly goal: Goal;
  /** "objective": as the experiment says it, stored with the trial · "kept": of the network that the trial keeps */
  readonly at: EpochChoice | "objective" | "kept";
}

type Objective = { readonly metric: string; readonly goal: Goal };
/** of the test split, made once, of the network that is kept */
const TEST_FIGURES = ["testLoss", "testAccuracy"] as const;
/** trials whose figures are read at once */
const PAGE = 500;

/** Throws UsageError for a metric of which neither less nor more is better. */
export function chooseFigure(
  objective: Objective,
  { metric, epoch }: { readonly metric?: string; readonly epoch?: EpochChoice },
): ComparedFigure {
  if (metric === undefined && epoch === undefined) return { ...objective, at: "objective" };
  const chosen = metric === undefined ? objective.metric : storedMetric(metric);
  const at = epoch ?? "kept";
  if (TEST_FIGURES.some((name) => name === chosen) && at !== "kept") {
    throw new UsageError(
      `Cannot compare by ${spellMetric(chosen)} at epoch ${at}: the test split is evaluated once, of the network ` +
        "that is kept; leave out --epoch",
    );
  }
  return { metric: chosen, goal: chosen === objective.metric ? objective.goal : goalOf(chosen), at };
}

/** By trial id; none where the trial has not got it. Of numbered epochs also of trials that did not go to their end. */
export async function readFigures(
  store: LabStore,
  trials: readonly TrialRecord[],
  { metric, goal, at }: ComparedFigure,
): Promise<Map<number, number>> {
  const counted = typeof at === "number" ? trials : trials.filter(({ status }) => status === "finished");
  const figures = new Map<number, number>();
  const keep = (id: number, figure: number | null | undefined): void => {
    if (typeof figure === "number" && Number.isFinite(figure)) figures.set(id, figure);
  };
  if (at === "objective") for (const { id, objective } of counted) keep(id, objective);
  else if (metric === "testLoss") for (const { id, test } of counted) keep(id, test?.loss);
  else if (metric === "testAccuracy") for (const { id, test } of counted) keep(id, test?.accuracy);
  else await readEpochs(store, counted, metric, (trial, values) => keep(trial.id, pick(values, trial, goal, at)));
  if (figures.size === 0) throw await describeNone(store, counted, metric, at);
  return figures;
}

/** `validation-loss of the network that is kept, less is better` */
export function describeFigure({ metric, goal, at }: ComparedFigure, network: ObjectiveNetwork): string {
  const kept = network.isPlain ? "after the last epoch" : "of the network that is kept";
  const when = {
    objective: network.isPlain ? "(the objective)" : `(the objective) ${network.when}`,
    kept,
    last: "after the last epoch",
    best: "at its best epoch, whose network need not be kept",
  };
  const told = typeof at === "number" ? `after epoch ${at}` : when[at];
  return `${spellMetric(metric)} ${told}, ${goal === "max" ? "more" : "less"} is better`;
}

/** Whether the figures are those of the networks that the trials keep. */
export function isOfKept({ at }: ComparedFigure, trials: readonly TrialRecord[], network: ObjectiveNetwork): boolean {
  if (at === "objective") return network.networkKept;
  const isAsked = ({ keptEpoch, epochs }: TrialRecord): boolean =>
    (keptEpoch ?? epochs) === (at === "last" ? epochs : at);
  return at === "kept" || (at !== "best" && trials.every(isAsked));
}

function goalOf(metric: string): Goal {
  const goal = goalOfName(metric);
  if (goal !== null) return goal;
  throw new UsageError(
    `Cannot compare by ${spellMetric(metric)}: neither less nor more of it is better; choose a loss or an ` +
      "accuracy, as validation-loss",
  );
}

async function readEpochs(
  store: LabStore,
  trials: readonly TrialRecord[],
  metric: string,
  take: (trial: TrialRecord, values: ArrayLike<number>) => void,
): Promise<void> {
  for (let from = 0; from < trials.length; from += PAGE) {
    const page = trials.slice(from, from + PAGE);
    const metrics = await store.readMetrics(
      page.map(({ id }) => id),
      [metric],
    );
    for (const trial of page) take(trial, metrics.get(trial.id)?.[metric] ?? []);
  }
}

function pick(
  values: ArrayLike<number>,
  { keptEpoch }: TrialRecord,
  goal: Goal,
  at: EpochChoice | "kept",
): number | undefined {
  if (at === "last") return values[values.length - 1];
  // earlier versions did not tell: the last one's, as a note says where it may be another
  if (at === "kept") return values[(keptEpoch ?? values.length) - 1];
  if (typeof at === "number") return values[at - 1];
  const finite = Array.from(values).filter(Number.isFinite);
  return finite.length === 0 ? undefined : finite.reduce((a, b) => (goal === "max" ? Math.max(a, b) : Math.min(a, b)));
}

/** A mistyped metric would otherwise be told as configurations that cannot be told apart. */
async function describeNone(
  store: LabStore,
  counted: readonly TrialRecord[],
  metric: string,
  at: ComparedFigure["at"],
): Promise<UsageError> {
  const trained = counted.find(({ epochs }) => epochs > 0);
  if (trained === undefined) {
    return new UsageError(
      "Cannot compare: no trial has finished; wait for one, see minibatch runs list for those that failed, or " +
        "give --epoch N for a figure before the end",
    );
  }
  const names = Object.keys((await store.readMetrics([trained.id])).get(trained.id) ?? {});
  const longest = counted.reduce((most, { epochs }) => Math.max(most, epochs), 0);
  if (typeof at === "number" && at > longest && names.includes(metric)) {
    return new UsageError(
      `Cannot compare by ${spellMetric(metric)} after epoch ${at}: the longest trial has ${longest} epochs`,
    );
  }
  const tested = counted.some(({ test }) => test !== null) ? TEST_FIGURES : [];
  const known = [...names, ...tested].filter((name) => /(?:loss|accuracy)$/i.test(name) && name !== metric);
  return new UsageError(
    `Cannot compare by ${spellMetric(metric)}: no trial has a finite figure of it; ` +
      `${suggestName(spellMetric(metric), known.map(spellMetric))}`,
  );
}
