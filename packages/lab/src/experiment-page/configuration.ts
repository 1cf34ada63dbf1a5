/** The trials of one point as one thing: its name, which of them count, its curves. */
import type { Point } from "study";
import { type CurveSummary, mean, summarizeCurves } from "study/statistics";
import { METRICS, type MetricName } from "../objective/metric-names.ts";
import type { TrialRecord } from "../store/store.ts";
import { type DescribedParameter, namePoint } from "./describe-parameters.ts";
import type { ExperimentPageInput } from "./experiment-page-input.ts";

export interface Configuration {
  readonly number: number;
  readonly point: Point;
  /** "Adam, learning rate 0.001" */
  readonly name: string;
  /**
   * For legends and tables of pairs: what differs between the configurations, "sgd, sgd-rate 0.1, momentum 0.9"; "#17
   * adam, learning rate 0.001, units 32…" where it would be too long for some, or the same for two
   */
  readonly label: string;
  /** by repeat */
  readonly trials: readonly TrialRecord[];
  /** those with a finite objective */
  readonly finished: readonly TrialRecord[];
  /**
   * over the finished trials; where there is none, over all that have begun. Null where no trial has a finite figure of
   * the metric
   */
  readonly curves: Readonly<Record<MetricName, CurveSummary | null>>;
  /** trials behind the curves */
  readonly curveCount: number;
}

/** letters; two such labels fill a row of a legend */
const longestLabel = 54;

/** Those that not every configuration has alike: what is the same everywhere tells none from another. */
function findVarying(
  points: readonly Point[],
  parameters: readonly DescribedParameter[],
): readonly DescribedParameter[] {
  return parameters.filter(({ key }) => new Set(points.map((point) => point[key])).size > 1);
}

/** Long words are cut to no fewer letters while there is no room: what stands behind them may be all that differs. */
const LEAST_WORD = 12;

/** Words that are too long are cut, the longest first, then whole values at the end. */
function cutParts(given: readonly LabelPart[], room: number): string {
  const parts = given.map(({ text }) => Array.from(text));
  const lengthOf = (count: number): number => parts.slice(0, count).reduce((sum, { length }) => sum + length + 2, -2);
  const longestWord = (): number =>
    parts.reduce((longest, { length }, i) => {
      return given[i]!.isWord && length > LEAST_WORD && length > (parts[longest]?.length ?? 0) ? i : longest;
    }, -1);
  for (let i = longestWord(); i !== -1 && lengthOf(parts.length) > room; i = longestWord()) {
    const { length } = parts[i]!;
    parts[i]!.splice(length - 2, 2, "…");
  }
  const texts = parts.map((letters) => letters.join(""));
  if (lengthOf(parts.length) <= room) return texts.join(", ");
  const kept = parts.findIndex((_, i) => lengthOf(i + 1) >= room);
  return `${kept > 0 ? texts.slice(0, kept).join(", ") : parts[0]!.slice(0, room - 1).join("")}…`;
}

interface LabelPart {
  readonly text: string;
  /** no number, of which a part is another number */
  readonly isWord: boolean;
}

function partsOf({ point, name }: Configuration, varying: readonly DescribedParameter[]): readonly LabelPart[] {
  const parts = varying.flatMap((parameter): LabelPart[] => {
    const text = namePoint(point, [parameter]);
    return text === "" ? [] : [{ text, isWord: typeof point[parameter.key] === "string" }];
  });
  return parts.length > 0 ? parts : [{ text: name, isWord: true }];
}

function labelAll(
  configurations: readonly Configuration[],
  parameters: readonly DescribedParameter[],
): readonly Configuration[] {
  const varying = findVarying(
    configurations.map(({ point }) => point),
    parameters,
  );
  const labels = configurations.map(({ point, name }) => namePoint(point, varying) || name);
  const areReadable = labels.every(({ length }) => length <= longestLabel) && new Set(labels).size === labels.length;
  return configurations.map((configuration, i) => {
    const label = labels[i] as string;
    const number = `#${configuration.number}`;
    const cut = areReadable
      ? label
      : `${number} ${cutParts(partsOf(configuration, varying), longestLabel - number.length - 1)}`;
    return { ...configuration, label: cut };
  });
}

/** Whether its objective counts: it went through to its end and has a figure. */
export function isFinished(trial: TrialRecord): boolean {
  return trial.status === "finished" && trial.objective !== null && Number.isFinite(trial.objective);
}

function summarizeMetric(
  trials: readonly TrialRecord[],
  metrics: ExperimentPageInput["metrics"],
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
  { metrics, spec }: ExperimentPageInput,
): Configuration {
  const point = (trials[0] as TrialRecord).parameters;
  const name = namePoint(point, parameters) || spec.name;
  const finished = trials.filter(isFinished);
  const shown = finished.length > 0 ? finished : trials.filter(({ epochs }) => epochs > 0);
  const names = spec.model === null ? ownMetrics(shown, metrics) : METRICS;
  const curves = names.map((metric) => [metric, summarizeMetric(shown, metrics, metric)] as const);
  return {
    number,
    point,
    name,
    label: name,
    trials,
    finished,
    curves: Object.fromEntries(curves),
    curveCount: shown.length,
  };
}

/** What its trials have given. */
function ownMetrics(trials: readonly TrialRecord[], metrics: ExperimentPageInput["metrics"]): readonly MetricName[] {
  return [...new Set(trials.flatMap(({ id }) => Object.keys(metrics.get(id) ?? {})))].sort();
}

/** Every configuration that has a trial, by number. */
export function listConfigurations(
  input: ExperimentPageInput,
  parameters: readonly DescribedParameter[],
): readonly Configuration[] {
  const groups = Map.groupBy(input.trials, ({ configuration }) => configuration);
  const configurations = [...groups]
    .sort(([a], [b]) => a - b)
    .map(([number, trials]) => {
      const byRepeat = trials.toSorted((a, b) => a.repeat - b.repeat);
      return describeOne(number, byRepeat, parameters, input);
    });
  return labelAll(configurations, parameters);
}

/** Of the objective over its finished trials, of which there must be one. */
export function meanOf({ finished }: Configuration): number {
  return mean(finished.map(({ objective }) => objective as number));
}
