/** Runs `minibatch runs list`: a line per experiment, newest first. */
import { formatDuration } from "../../../progress/format-duration.ts";
import type { ExperimentSummary, LabStore } from "../../../store/store.ts";
import type { StoreFlags } from "../../options/store-option.ts";
import { type Column, fitTable, tellLeft } from "../../tables/fit-table.ts";
import { formatMoment, NONE } from "../../tables/format-value.ts";
import { formatFigures } from "../../tables/number-column.ts";
import { printResult } from "../../terminal/print-result.ts";
import { terminalWidth } from "../../terminal/terminal-width.ts";
import { describeCounts, describeStatus, tellHowToGoOn } from "../../trials/describe-status.ts";
import { spellMetric } from "../../trials/figure-names.ts";
import { findLife, type Life } from "../../trials/find-life.ts";
import { styleOfExperiment } from "../../trials/paint-status.ts";
import { experimentDocument } from "../documents/experiment-document.ts";

export interface ListExperimentsFlags extends StoreFlags {
  readonly limit: number;
  readonly all?: true;
  readonly json?: true;
}

export async function listExperiments(store: LabStore, flags: ListExperimentsFlags): Promise<void> {
  const experiments = await store.listExperiments();
  const shown = flags.all === true ? experiments : experiments.slice(0, flags.limit);
  const lives = new Map<number, Life | null>();
  for (const summary of shown) lives.set(summary.id, await findLife(store, summary, flags));
  const lifeOf: LifeOf = ({ id }) => lives.get(id) ?? null;
  const documents = shown.map((summary) => experimentDocument(summary, lifeOf(summary)));
  printResult(flags.json, { store: store.place, total: experiments.length, experiments: documents }, () =>
    formatExperiments(store, shown, experiments.length, lifeOf),
  );
}

type LifeOf = (summary: ExperimentSummary) => Life | null;

function formatExperiments(
  store: LabStore,
  shown: readonly ExperimentSummary[],
  total: number,
  lifeOf: LifeOf,
): string {
  if (total === 0) return `No experiments in ${store.place} yet; make one with minibatch sweep.`;
  const { text, left } = fitTable(columnsOf(shown, lifeOf), terminalWidth(process.stdout));
  const more = total - shown.length;
  const others = shown.filter((summary) => summary.best !== null && !experimentDocument(summary).networkKept);
  return [
    text,
    ...(others.length > 0
      ? [
          `The best of ${others.map(({ name }) => name).join(", ")} is, or may be, the figure of a network that ` +
            "is not kept; minibatch runs show tells more.",
        ]
      : []),
    ...shown.flatMap((summary) => tellHowToGoOn(summary.name, lifeOf(summary)) ?? []),
    ...(more > 0
      ? [`${more} more ${more === 1 ? "experiment" : "experiments"}; --all shows ${more === 1 ? "it" : "them"}.`]
      : []),
    ...tellLeft(left),
  ].join("\n");
}

function columnsOf(shown: readonly ExperimentSummary[], lifeOf: LifeOf): Column[] {
  const cells = (format: (summary: ExperimentSummary) => string): string[] => shown.map(format);
  return [
    { head: "experiment", align: "l", cells: cells(({ name }) => name) },
    {
      head: "status",
      align: "l",
      cells: cells((summary) => describeMarked(summary, lifeOf(summary))),
      styles: shown.map((summary) => styleOfExperiment(describeStatus(summary, lifeOf(summary)))),
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

function describeMarked(summary: ExperimentSummary, life: Life | null): string {
  // first, so that it stays where there is no room for all
  return `${summary.synthetic ? "SYNTHETIC, " : ""}${describeStatus(summary, life)}`;
}
