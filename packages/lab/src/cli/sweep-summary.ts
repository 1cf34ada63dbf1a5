/** What is said at the end of a sweep: how its trials ended, and the best configurations. */
import type { ExperimentSpec } from "../experiment/spec.ts";
import { formatDuration } from "../run/format-duration.ts";
import { namePoint } from "../runner/name-trial.ts";
import { summarize } from "../statistics/summarize.ts";
import type { ExperimentSummary, LabStore, TrialRecord } from "../store/store.ts";
import { FINAL_STATUSES } from "../sweep/sweep-state.ts";
import { formatTable } from "./format-table.ts";

const MOST_ROWS = 8;

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

/** `storeFlag` is what the caller gave, for the commands that it may type next. */
export async function describeSweep(
  store: LabStore,
  summary: ExperimentSummary,
  spec: ExperimentSpec,
  storeFlag: string | undefined,
): Promise<SweepClosing> {
  const { name, counts, objective, synthetic, seconds } = summary;
  const trials = await store.listTrials(summary.id, { status: ["finished"] });
  const configurations = rank(trials, objective.goal);
  const ended = FINAL_STATUSES.filter((status) => counts[status] > 0).map((status) => `${counts[status]} ${status}`);
  const marks = synthetic ? ["These figures are of SYNTHETIC data."] : [];
  const rows = configurations
    .slice(0, MOST_ROWS)
    .map(({ parameters, trials: count, mean, interval: [low, high] }) => [
      namePoint(parameters),
      mean.toFixed(4),
      count > 1 ? `[${low.toFixed(4)}, ${high.toFixed(4)}]` : "one trial",
      String(count),
    ]);
  const more = configurations.length - rows.length;
  const where = storeFlag === undefined ? "" : ` --store ${storeFlag}`;
  const figure = spec.objective.at === "best" ? "best" : "last";
  return {
    text: [
      "",
      `${name}: ${ended.join(", ") || "no trial has ended"}; ${formatDuration(seconds)} of training.`,
      ...marks,
      ...(rows.length > 0
        ? [
            "",
            formatTable(
              ["configuration", `${figure} ${spec.objective.metric}`, "95% interval", "trials"],
              rows,
              "lrrr",
            ),
          ]
        : []),
      ...(more > 0 ? [`and ${more} more: minibatch runs compare ${name}${where}`] : []),
      "",
      `Its page: minibatch report ${name}${where}`,
    ].join("\n"),
    document: {
      experiment: name,
      store: store.place,
      synthetic,
      trials: counts,
      seconds,
      objective,
      best: summary.best,
      configurations,
    },
  };
}

/** Best mean first. */
function rank(trials: readonly TrialRecord[], goal: "min" | "max"): ConfigurationFigures[] {
  const groups = new Map<number, TrialRecord[]>();
  for (const trial of trials) groups.set(trial.configuration, [...(groups.get(trial.configuration) ?? []), trial]);
  const figures = [...groups].flatMap(([configuration, group]): ConfigurationFigures[] => {
    const values = group.map(({ objective }) => objective).filter((value) => value !== null);
    if (values.length === 0) return [];
    const { mean, interval } = summarize(values);
    return [{ configuration, parameters: group[0]!.parameters, trials: values.length, mean, interval }];
  });
  return figures.sort((a, b) => (goal === "min" ? a.mean - b.mean : b.mean - a.mean));
}
