/** Trials as comma-separated values (RFC 4180): a row per trial and epoch, parameters and figures as columns. */
import type { Scalar } from "../../experiment/spec.ts";
import type { ExperimentRecord, LabStore } from "../../store/store.ts";
import { exactNumber } from "./exact-number.ts";
import { parameterNames } from "./parameter-names.ts";
import { readTrialPages, type TrialFigures } from "./read-trial-pages.ts";

const LINE_END = "\r\n";
const FIXED = ["trial", "configuration", "repeat", "seed", "status", "synthetic", "epoch"] as const;

interface Names {
  readonly parameters: readonly string[];
  readonly metrics: readonly string[];
  readonly synthetic: boolean;
}

/** Trials that have no epoch behind them have no row. Which columns there are is known when all trials have been read once. */
export async function* exportCsv(store: LabStore, experiment: ExperimentRecord): AsyncGenerator<string> {
  const names = await findNames(store, experiment);
  yield headOf(names);
  for await (const page of readTrialPages(store, experiment.id)) {
    yield page.map((item) => trialRows(item, names)).join("");
  }
}

async function findNames(store: LabStore, experiment: ExperimentRecord): Promise<Names> {
  const parameters = new Set<string>();
  const metrics = new Set<string>();
  for await (const page of readTrialPages(store, experiment.id)) {
    const trials = page.map(({ trial }) => trial);
    for (const name of parameterNames(experiment, trials)) parameters.add(name);
    for (const item of page) for (const name of Object.keys(item.metrics)) metrics.add(name);
  }
  return { parameters: [...parameters], metrics: [...metrics], synthetic: experiment.synthetic };
}

/** A parameter that is named as another column is `parameter.NAME`. */
function headOf({ parameters, metrics }: Names): string {
  const taken = new Set<string>([...FIXED, ...metrics]);
  const columns = parameters.map((name) => (taken.has(name) ? `parameter.${name}` : name));
  return rowOf([...FIXED.slice(0, -1), ...columns, "epoch", ...metrics]);
}

export function trialRows({ trial, metrics }: TrialFigures, names: Names): string {
  const epochs = Object.values(metrics).reduce((most, { length }) => Math.max(most, length), 0);
  const { number, configuration, repeat, seed, status, parameters } = trial;
  const fixed = [number, configuration, repeat, seed, status, names.synthetic];
  const front = [...fixed, ...names.parameters.map((name) => parameters[name])];
  return Array.from({ length: epochs }, (_, epoch) =>
    rowOf([...front, epoch + 1, ...names.metrics.map((name) => metrics[name]?.[epoch])]),
  ).join("");
}

function rowOf(values: readonly (Scalar | undefined)[]): string {
  return values.map(fieldOf).join(",") + LINE_END;
}

/** Empty: a parameter that does not apply, a figure that was not made or is not finite. */
function fieldOf(value: Scalar | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return exactNumber(value) ?? "";
  const text = String(value);
  return /[",\r\n]/.test(text) || text === "" ? `"${text.replaceAll('"', '""')}"` : text;
}
