/** Runs `minibatch runs list`: a line per experiment, newest first. */
import { formatDuration } from "../../run/format-duration.ts";
import type { ExperimentSummary, LabStore } from "../../store/store.ts";
import { type Column, fitTable, tellLeft } from "../fit-table.ts";
import { printResult } from "../print-result.ts";
import { terminalWidth } from "../terminal/terminal-width.ts";
import { describeCounts, describeStatus } from "./describe-status.ts";
import { experimentDocument } from "./experiment-document.ts";
import { formatMoment, NONE } from "./format-value.ts";
import type { ListFlags } from "./list-runs.ts";
import { formatFigures } from "./number-column.ts";
import { styleOfExperiment } from "./paint-status.ts";
import { spellMetric } from "./spell-metric.ts";

export async function listExperiments(store: LabStore, flags: ListFlags): Promise<void> {
  const experiments = await store.listExperiments();
  const shown = flags.all === true ? experiments : experiments.slice(0, flags.limit);
  printResult(
    flags.json,
    { store: store.place, total: experiments.length, experiments: shown.map(experimentDocument) },
    () => formatExperiments(store, shown, experiments.length),
  );
}

function formatExperiments(store: LabStore, shown: readonly ExperimentSummary[], total: number): string {
  if (total === 0) return `No experiments in ${store.place} yet; make one with minibatch sweep.`;
  const { text, left } = fitTable(columnsOf(shown), terminalWidth(process.stdout));
  const more = total - shown.length;
  const others = shown.filter((summary) => summary.best !== null && !experimentDocument(summary).networkKept);
  return [
    text,
    ...(others.length > 0
      ? [
          `The best of ${others.map(({ name }) => name).join(", ")} is, or may be, the figure of a network that is not kept; minibatch runs show tells more.`,
        ]
      : []),
    ...(more > 0
      ? [`${more} more ${more === 1 ? "experiment" : "experiments"}; --all shows ${more === 1 ? "it" : "them"}.`]
      : []),
    ...tellLeft(left),
  ].join("\n");
}

function columnsOf(shown: readonly ExperimentSummary[]): Column[] {
  const cells = (format: (summary: ExperimentSummary) => string): string[] => shown.map(format);
  return [
    { head: "experiment", align: "l", cells: cells(({ name }) => name) },
    {
      head: "status",
      align: "l",
      cells: cells(describeMarked),
      styles: shown.map((summary) => styleOfExperiment(describeStatus(summary))),
    },
    { head: "trials", align: "l", cells: cells(({ counts }) => describeCounts(counts)), matters: 1 },
    { head: "best", align: "r", cells: formatFigures(shown.map(({ best }) => best?.objective)) },
    {
      head: "of trial",
      align: "r",
      cells: cells(({ best }) => (best === null ? NONE : String(best.trial))),
      matters: 4,
    },
    { head: "objective", align: "l", cells: cells(({ objective }) => spellMetric(objective.metric)), whole: true },
    { head: "time", align: "r", cells: cells(({ seconds }) => formatDuration(seconds)), matters: 3 },
    { head: "created", align: "l", cells: cells(({ createdAt }) => formatMoment(createdAt)), matters: 2 },
  ];
}

function describeMarked(summary: ExperimentSummary): string {
  // first, so that it stays where there is no room for all
  return `${summary.synthetic ? "SYNTHETIC, " : ""}${describeStatus(summary)}`;
}
