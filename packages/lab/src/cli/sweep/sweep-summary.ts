/** What is said at the end of a sweep: how its trials ended, and the best configurations. */
import { type ExperimentSpec, FINAL_STATUSES } from "study";
import { summarize } from "study/statistics";
import { boundInterval } from "../../objective/bound-interval.ts";
import { describeNetwork } from "../../objective/objective-network.ts";
import { formatDuration } from "../../progress/format-duration.ts";
import type { ExperimentSummary, LabStore, TrialRecord } from "../../store/store.ts";
import { nextCommand } from "../caller/command-to-go-on.ts";
import { type Column, fitTable, tellLeft } from "../tables/fit-table.ts";
import { NONE } from "../tables/format-value.ts";
import { alignPoints, figureForm, formatParameters, isNumeric } from "../tables/number-column.ts";
import { fitLines } from "../terminal/fit-lines.ts";
import { paint } from "../terminal/paint.ts";
import { wrapWords } from "../terminal/wrap-words.ts";
import { styleOfTrial } from "../trials/paint-status.ts";
import { parameterColumns, parameterNames } from "../trials/parameter-names.ts";

const MOST_ROWS = 8;
/** a value of a parameter is not cut to fewer characters */
const LONGEST_CUT = 24;
const WIDEST_TEXT = 120;
/** heads that are no parameter's */
const FIXED = ["configuration", "mean", "95% interval", "repeats"] as const;

interface ConfigurationFigures {
  readonly configuration: number;
  readonly parameters: TrialRecord["parameters"];
  /** finished trials */
  readonly trials: number;
  readonly mean: number;
  /** 95% t-interval of the mean; both ends the mean with one trial */
  readonly interval: readonly [low: number, high: number];
}

export interface SweepClosing {
  readonly text: string;
  readonly document: unknown;
}

/**
 * `width` in characters: of all lines but a table's, which has a least width, and those with a command, which goes on
 * behind a backslash to be copied.
 */
export async function describeSweep(
  store: LabStore,
  summary: ExperimentSummary,
  spec: ExperimentSpec,
  width: number,
): Promise<SweepClosing> {
  const { name, counts, objective, synthetic, seconds } = summary;
  const trials = await store.listTrials(summary.id, { status: ["finished"] });
  const configurations = rank(trials, objective.goal);
  const ended = FINAL_STATUSES.filter((status) => counts[status] > 0).map((status) =>
    paint(styleOfTrial(status), `${counts[status]} ${status}`),
  );
  const marks = synthetic ? [paint("warning", "These figures are of SYNTHETIC data.")] : [];
  const shown = configurations.slice(0, MOST_ROWS);
  const more = configurations.length - shown.length;
  const network = describeNetwork(spec, trials);
  const wrap = (text: string): string[] => wrapWords(text, width);
  const { metric } = spec.objective;
  return {
    text: [
      "",
      ...wrap(`${name}: ${ended.join(", ") || "no trial has ended"}; ${formatDuration(seconds)} of training.`),
      ...marks.flatMap(wrap),
      ...(shown.length > 0
        ? [
            "",
            ...wrap(`The best configurations by their mean ${metric} ${network.when}:`),
            ...tableOf(columnsOf(shown.map(boundIn(metric)), parameterNames(summary, trials)), width),
          ]
        : []),
      ...(more > 0
        ? [
            fitLines(
              `${more} more ${more === 1 ? "configuration" : "configurations"}; all of them: ` +
                `${nextCommand(["runs", "compare"], [name])}`,
              width,
            ),
          ]
        : []),
      ...network.notes.flatMap((note) => ["", ...wrapWords(note, Math.min(width, WIDEST_TEXT))]),
      "",
      fitLines(`Its page: ${nextCommand(["report"], [name])}`, width),
    ].join("\n"),
    document: {
      experiment: name,
      store: store.place,
      synthetic,
      trials: counts,
      seconds,
      objective,
      networkKept: network.networkKept,
      best: summary.best,
      configurations,
    },
  };
}

function tableOf(columns: readonly Column[], width: number): string[] {
  const { text, left } = fitTable(columns, width);
  return [text, ...tellLeft(left).flatMap((note) => wrapWords(note, width))];
}

const boundIn =
  (metric: string) =>
  (figures: ConfigurationFigures): ConfigurationFigures => ({
    ...figures,
    interval: boundInterval(metric, figures.interval),
  });

/** As `runs compare` ranks them. */
function columnsOf(shown: readonly ConfigurationFigures[], names: readonly string[]): Column[] {
  const cells = (format: (configuration: ConfigurationFigures) => string): string[] => shown.map(format);
  const form = figureForm(shown.flatMap(({ mean, interval }) => [mean, ...interval]));
  const heads = parameterColumns(names, FIXED);
  return [
    { head: "configuration", align: "r", cells: cells(({ configuration }) => String(configuration)) },
    ...names.map((name, i): Column => {
      const values = shown.map(({ parameters }) => parameters[name]);
      const column = { head: heads[i]!, cells: formatParameters(values), matters: 10 + names.length - i };
      return isNumeric(values) ? { ...column, align: "r" } : { ...column, align: "l", cutTo: LONGEST_CUT };
    }),
    {
      head: "mean",
      align: "r",
      cells: alignPoints(cells(({ mean }) => form(mean))),
      styles: shown.map((_, place) => (place === 0 ? "best" : null)),
    },
    { head: "95% interval", align: "l", cells: cells((row) => formatInterval(row, form)), matters: 1 },
    { head: "repeats", align: "r", cells: cells(({ trials }) => String(trials)), matters: 2 },
  ];
}

function formatInterval(
  { trials, interval: [low, high] }: ConfigurationFigures,
  form: (end: number) => string,
): string {
  return trials > 1 ? `${form(low)} to ${form(high)}` : NONE;
}

/** Best mean first. */
function rank(trials: readonly TrialRecord[], goal: "min" | "max"): ConfigurationFigures[] {
  const groups = new Map<number, TrialRecord[]>();
  for (const trial of trials) groups.set(trial.configuration, [...(groups.get(trial.configuration) ?? []), trial]);
  const figures = [...groups].flatMap(([configuration, group]): ConfigurationFigures[] => {
    const values = group.flatMap(({ objective }) =>
      objective === null || !Number.isFinite(objective) ? [] : [objective],
    );
    if (values.length === 0) return [];
    const { mean, interval } = summarize(values);
    return [{ configuration, parameters: group[0]!.parameters, trials: values.length, mean, interval }];
  });
  return figures.sort((a, b) => (goal === "min" ? a.mean - b.mean : b.mean - a.mean));
}
