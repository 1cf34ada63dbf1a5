/**
 * What trials are chosen and sorted by: parameters, what is known of each, and the figures of the network it keeps.
 */
import { goalOfName, type Scalar, storedMetric, TRIAL_STATUSES } from "study";
import type { Goal } from "study/statistics";
import { METRICS } from "../../../objective/metric-names.ts";
import type { ExperimentRecord, LabStore, TrialRecord } from "../../../store/store.ts";
import { paint } from "../../terminal/paint.ts";
import { tellLine } from "../../terminal/write-out.ts";
import { spellMetric } from "../../trials/figure-names.ts";
import { parameterNames, parameterOf } from "../../trials/parameter-names.ts";
import { type Choice, chooseRows, type Field, tellUnknownTexts, unknownName } from "./choose-rows.ts";

/** trials whose figures are read at once */
const PAGE = 500;

const FIELDS: Readonly<Record<string, Field<TrialRecord>>> = {
  number: { read: ({ number }) => number },
  trial: { read: ({ number }) => number },
  configuration: { read: ({ configuration }) => configuration },
  repeat: { read: ({ repeat }) => repeat },
  seed: { read: ({ seed }) => seed },
  status: { read: ({ status }) => status, texts: TRIAL_STATUSES },
  epochs: { read: ({ epochs }) => epochs },
  seconds: { read: ({ seconds }) => seconds },
  testLoss: { read: ({ test }) => test?.loss },
  testAccuracy: { read: ({ test }) => test?.accuracy, first: "greatest" },
};

/**
 * The trials that `choice` asks for, in its order; without one, all. Warns of texts that no trial has. Throws
 * UsageError for an unknown name.
 */
export async function chooseTrials(
  store: LabStore,
  experiment: Pick<ExperimentRecord, "spec" | "objective">,
  trials: readonly TrialRecord[],
  choice: Choice,
): Promise<TrialRecord[]> {
  const names = [
    ...(choice.where ?? []).map(({ name }) => name),
    ...(choice.sort === undefined ? [] : [choice.sort.name]),
  ];
  const fields = new Map<string, Field<TrialRecord>>();
  for (const name of new Set(names)) fields.set(name, await findField(store, experiment, trials, name));
  const fieldOf = (name: string): Field<TrialRecord> => fields.get(name)!;
  const chosen = chooseRows(trials, choice, fieldOf);
  for (const line of tellUnknownTexts(trials, choice.where ?? [], fieldOf)) tellLine(paint("warning", line));
  return chosen;
}

/** Before a name that is a parameter's too: what is known of each trial, and its figures. */
const OF_TRIAL = "figure.";

/**
 * A parameter wins over a figure of the same name, which is then called `figure.NAME`; a figure has both spellings.
 */
async function findField(
  store: LabStore,
  experiment: Pick<ExperimentRecord, "spec" | "objective">,
  trials: readonly TrialRecord[],
  name: string,
): Promise<Field<TrialRecord>> {
  const parameters = parameterNames(experiment, trials);
  const parameter = parameterOf(name, parameters);
  if (parameter !== undefined) return { read: ({ parameters: own }) => own[parameter] };
  const plain = name.startsWith(OF_TRIAL) ? name.slice(OF_TRIAL.length) : name;
  if (plain === "objective") return { read: ({ objective }) => objective, first: firstOf(experiment.objective.goal) };
  const metric = storedMetric(plain);
  const field = Object.hasOwn(FIELDS, metric) ? FIELDS[metric] : undefined;
  if (field !== undefined) return field;
  const figures = await readKept(store, trials, metric);
  const known = await metricNames(store, trials);
  // trials that all failed in their first epoch, or that nobody has begun, have none of those that there are
  const isToCome = known.length === 0 && METRICS.some((one) => one === metric);
  const { objective } = experiment;
  const goal = metric === objective.metric ? objective.goal : (goalOfName(metric) ?? "min");
  if (figures.size > 0 || isToCome) return { read: ({ id }) => figures.get(id), first: firstOf(goal) };
  throw unknownName("choose trials", name, [
    ...parameters,
    "objective",
    ...Object.keys(FIELDS).map(spellMetric),
    ...known.map(spellMetric),
  ]);
}

/** The figure of the epoch whose network is kept; where that is not told, the last one. */
async function readKept(store: LabStore, trials: readonly TrialRecord[], metric: string): Promise<Map<number, Scalar>> {
  const figures = new Map<number, Scalar>();
  for (let from = 0; from < trials.length; from += PAGE) {
    const page = trials.slice(from, from + PAGE);
    const metrics = await store.readMetrics(
      page.map(({ id }) => id),
      [metric],
    );
    for (const { id, keptEpoch } of page) {
      const values = metrics.get(id)?.[metric] ?? [];
      const figure = values[(keptEpoch ?? values.length) - 1];
      if (figure !== undefined) figures.set(id, figure);
    }
  }
  return figures;
}

async function metricNames(store: LabStore, trials: readonly TrialRecord[]): Promise<string[]> {
  const trained = trials.find(({ epochs }) => epochs > 0);
  return trained === undefined ? [] : Object.keys((await store.readMetrics([trained.id])).get(trained.id) ?? {});
}

function firstOf(goal: Goal): "least" | "greatest" {
  return goal === "max" ? "greatest" : "least";
}
