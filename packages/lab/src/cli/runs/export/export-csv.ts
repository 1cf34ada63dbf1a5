/**
 * Trials as comma-separated values: a row per trial and epoch, parameters and figures as columns. A trial that has no
 * epoch behind it, as one that failed in its first or waits, has one row, without a number in `epoch`.
 */
import type { ExperimentRecord, LabStore, TrialRecord } from "../../../store/store.ts";
import { orderMetrics } from "../../trials/figure-names.ts";
import { parameterColumns, parameterNames } from "../../trials/parameter-names.ts";
import { csvRow } from "./csv-row.ts";
import { readTrialPages, type TrialFigures } from "./read-trial-pages.ts";

const FIXED = ["trial", "configuration", "repeat", "seed", "status", "synthetic", "epoch"] as const;

/** no column, but everywhere else the name of a figure */
const OBJECTIVE = "objective";

interface Names {
  readonly parameters: readonly string[];
  readonly metrics: readonly string[];
  readonly synthetic: boolean;
}

/** Which columns there are is known when all trials have been read once. */
export async function* exportCsv(
  store: LabStore,
  experiment: ExperimentRecord,
  chosen: readonly TrialRecord[] | null = null,
): AsyncGenerator<string> {
  const names = await findNames(store, experiment, chosen);
  yield headOf(names);
  for await (const page of readTrialPages(store, experiment.id, chosen)) {
    yield page.map((item) => trialRows(item, names)).join("");
  }
}

async function findNames(
  store: LabStore,
  experiment: ExperimentRecord,
  chosen: readonly TrialRecord[] | null,
): Promise<Names> {
  const parameters = new Set<string>();
  const metrics: Record<string, readonly number[]> = {};
  for await (const page of readTrialPages(store, experiment.id, chosen)) {
    const trials = page.map(({ trial }) => trial);
    for (const name of parameterNames(experiment, trials)) parameters.add(name);
    for (const item of page) for (const name of Object.keys(item.metrics)) metrics[name] = [];
  }
  return {
    parameters: [...parameters],
    metrics: orderMetrics(metrics).map(([name]) => name),
    synthetic: experiment.synthetic,
  };
}

/** A parameter that is named as another column, or `objective`, is `parameter.NAME`. */
export function headOf({ parameters, metrics }: Pick<Names, "parameters" | "metrics">): string {
  const columns = parameterColumns(parameters, [...FIXED, OBJECTIVE, ...metrics]);
  return csvRow([...FIXED.slice(0, -1), ...columns, "epoch", ...metrics]);
}

export function trialRows({ trial, metrics }: TrialFigures, names: Names): string {
  const epochs = Object.values(metrics).reduce((most, { length }) => Math.max(most, length), 0);
  const { number, configuration, repeat, seed, status, parameters } = trial;
  const fixed = [number, configuration, repeat, seed, status, names.synthetic];
  const front = [...fixed, ...names.parameters.map((name) => parameters[name])];
  if (epochs === 0) return csvRow([...front, undefined, ...names.metrics.map(() => undefined)]);
  return Array.from({ length: epochs }, (_, epoch) =>
    csvRow([...front, epoch + 1, ...names.metrics.map((name) => metrics[name]?.[epoch])]),
  ).join("");
}
