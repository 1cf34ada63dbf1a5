/** The trials of one point as one thing: its name, which of them count, its curves. */
import type { Point } from "../../experiment/spec.ts";
import { mean } from "../../statistics/mean.ts";
import type { CurveSummary } from "../../statistics/summarize-curves.ts";
import { summarizeCurves } from "../../statistics/summarize-curves.ts";
import type { TrialRecord } from "../../store/store.ts";
import type { DescribedParameter } from "./describe-parameters.ts";
import { namePoint } from "./describe-parameters.ts";
import type { ExperimentInput } from "./experiment-input.ts";
import type { MetricName } from "./metric-names.ts";
import { METRICS } from "./metric-names.ts";

export interface Configuration {
  readonly number: number;
  readonly point: Point;
  /** "Adam, learning rate 0.001" */
  readonly name: string;
  /** for legends: the name, or "#17 Adam" where some configuration's would be long */
  readonly label: string;
  /** by repeat */
  readonly trials: readonly TrialRecord[];
  /** those with a finite objective */
  readonly finished: readonly TrialRecord[];
  /** over the finished trials; where there is none, over all that have begun. Null where no trial has a finite figure of the metric */
  readonly curves: Readonly<Record<MetricName, CurveSummary | null>>;
  /** trials behind the curves */
  readonly curveCount: number;
}

/** eight of them fill two rows of a legend */
const longestLabel = 28;

function shortLabel(number: number, point: Point): string {
  const word = Object.values(point).find((value) => typeof value === "string");
  return word === undefined ? `#${number}` : `#${number}\u00a0${word.slice(0, longestLabel - 8)}`;
}

/** Whether its objective counts: it went through to its end and has a figure. */
export function isFinished(trial: TrialRecord): boolean {
  return trial.status === "finished" && trial.objective !== null && Number.isFinite(trial.objective);
}

function summarizeMetric(
  trials: readonly TrialRecord[],
  metrics: ExperimentInput["metrics"],
  name: MetricName,
): CurveSummary | null {
  const runs = trials.flatMap(({ id }) => {
    const run = metrics.get(id)?.[name];
    return run === undefined ? [] : [run];
  });
  const summary = summarizeCurves(runs);
  return summary.mean.some((value) => value !== null) ? summary : null;
}

function describeOne(
  number: number,
  trials: readonly TrialRecord[],
  parameters: readonly DescribedParameter[],
  { metrics, spec }: ExperimentInput,
): Configuration {
  const point = (trials[0] as TrialRecord).parameters;
  const name = namePoint(point, parameters) || spec.name;
  const finished = trials.filter(isFinished);
  const shown = finished.length > 0 ? finished : trials.filter(({ epochs }) => epochs > 0);
  const curves = METRICS.map((metric) => [metric, summarizeMetric(shown, metrics, metric)] as const);
  return {
    number,
    point,
    name,
    label: name,
    trials,
    finished,
    curves: Object.fromEntries(curves) as Record<MetricName, CurveSummary | null>,
    curveCount: shown.length,
  };
}

/** Every configuration that has a trial, by number. */
export function listConfigurations(
  input: ExperimentInput,
  parameters: readonly DescribedParameter[],
): readonly Configuration[] {
  const groups = Map.groupBy(input.trials, ({ configuration }) => configuration);
  const configurations = [...groups]
    .sort(([a], [b]) => a - b)
    .map(([number, trials]) => {
      const byRepeat = trials.toSorted((a, b) => a.repeat - b.repeat);
      return describeOne(number, byRepeat, parameters, input);
    });
  const areShort = configurations.every(({ name }) => name.length <= longestLabel);
  return areShort
    ? configurations
    : configurations.map((configuration) => ({
        ...configuration,
        label: shortLabel(configuration.number, configuration.point),
      }));
}

/** Of the objective over its finished trials, of which there must be one. */
export function meanOf({ finished }: Configuration): number {
  return mean(finished.map(({ objective }) => objective as number));
}
