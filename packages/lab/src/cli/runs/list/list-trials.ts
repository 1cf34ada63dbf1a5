/** Runs `minibatch runs list EXPERIMENT`: a line per trial. */

import { TRIAL_STATUSES, type TrialStatus } from "study";
import { describeNetwork, type ObjectiveNetwork } from "../../../objective/objective-network.ts";
import { formatDuration } from "../../../progress/format-duration.ts";
import type { ExperimentSummary, LabStore, TrialRecord } from "../../../store/store.ts";
import { findExperiment } from "../../opening/find-experiment.ts";
import type { StoreFlags } from "../../options/store-option.ts";
import { type Column, fitTable, tellLeft } from "../../tables/fit-table.ts";
import { NONE, onOneLine } from "../../tables/format-value.ts";
import { formatFigures, formatParameters, isNumeric } from "../../tables/number-column.ts";
import { paint } from "../../terminal/paint.ts";
import { printResult } from "../../terminal/print-result.ts";
import { terminalWidth } from "../../terminal/terminal-width.ts";
import { cutText } from "../../terminal/text-width.ts";
import { wrapWords } from "../../terminal/wrap-words.ts";
import { countTrials, describeCounts, describeStatus, hasEnded, trialStatus } from "../../trials/describe-status.ts";
import { spellMetric } from "../../trials/figure-names.ts";
import { findLife, type Life } from "../../trials/find-life.ts";
import { styleOfExperiment, styleOfTrial } from "../../trials/paint-status.ts";
import { parameterColumns, parameterNames } from "../../trials/parameter-names.ts";
import type { Choice } from "../choice/choose-rows.ts";
import { chooseTrials } from "../choice/trial-fields.ts";
import { trialDocument } from "../documents/trial-document.ts";

export interface ListTrialsFlags extends StoreFlags, Choice {
  readonly status?: readonly TrialStatus[];
  readonly limit: number;
  readonly all?: true;
  readonly json?: true;
}

const DIAGNOSIS_WIDTH = 48;
const LEAST_DIAGNOSIS = 24;
/** a parameter's text is cut to no fewer characters */
const LEAST_TEXT = 12;

/** heads that are no parameter's */
const FIXED = ["trial", "seed", "status", "epochs", "objective", "of epoch", "test", "time", "diagnosis"] as const;

export async function listTrials(store: LabStore, name: string, flags: ListTrialsFlags): Promise<void> {
  const { id } = await findExperiment(store, name);
  const summary = await store.summarizeExperiment(id);
  const statuses = flags.status ?? TRIAL_STATUSES;
  const limit = flags.all === true ? Number.POSITIVE_INFINITY : flags.limit;
  const order = orderOf(flags, parameterNames(summary, []));
  const isChosen = order === null;
  const all = await store.listTrials(id, {
    order: order ?? "number",
    ...(flags.status === undefined ? {} : { status: flags.status }),
    ...(isChosen || limit === Number.POSITIVE_INFINITY ? {} : { limit }),
  });
  const chosen = isChosen ? await chooseTrials(store, summary, all, flags) : all;
  const matching =
    flags.where === undefined ? statuses.reduce((total, status) => total + summary.counts[status], 0) : chosen.length;
  const trials = chosen.slice(0, limit);
  const network = describeNetwork(summary.spec, trials);
  const life = await findLife(store, summary, flags);
  const document = {
    store: store.place,
    experiment: name,
    status: describeStatus(summary, life),
    synthetic: summary.synthetic,
    networkKept: network.networkKept,
    matching,
    trials: trials.map(trialDocument),
  };
  const more = Math.max(0, matching - limit);
  printResult(flags.json, document, () => formatTrials(summary, life, network, trials, { more, matching }));
}

/**
 * An order that the store knows, so that it need not hand out all trials; null: it does not, or a parameter has that
 * name.
 */
function orderOf({ where, sort }: Choice, parameters: readonly string[]): "number" | "objective" | null {
  if (where !== undefined) return null;
  if (sort === undefined) return "number";
  if (parameters.includes(sort.name)) return null;
  return sort.direction === null && (sort.name === "number" || sort.name === "objective") ? sort.name : null;
}

function formatTrials(
  summary: ExperimentSummary,
  life: Life | null,
  network: ObjectiveNetwork,
  trials: readonly TrialRecord[],
  { more, matching }: { readonly more: number; readonly matching: number },
): string {
  const { name, counts, objective } = summary;
  const when = network.isPlain ? "" : ` ${network.when}`;
  const width = terminalWidth(process.stdout);
  const status = describeStatus(summary, life);
  // the counts say it already
  const isSaid = hasEnded(summary) && !summary.cancelled;
  const state = isSaid
    ? paint(styleOfExperiment(status), describeCounts(counts))
    : `${paint(styleOfExperiment(status), status)} (${describeCounts(counts)})`;
  const told =
    `${name}: ${state}, objective ${spellMetric(objective.metric)}${when}, ` +
    `${objective.goal === "max" ? "more" : "less"} is ` +
    `better${summary.synthetic ? paint("warning", "; SYNTHETIC data") : ""}`;
  const head = wrapWords(told, width).join("\n");
  if (trials.length === 0 && matching > 0) return `${head}\nNo trials to show: their rows are damaged.`;
  if (trials.length === 0) return `${head}\nNo trials ${countTrials(counts) === 0 ? "yet" : "of that kind"}.`;
  const { text, left } = fitTable(columnsOf(summary, life, network, trials), width);
  return [
    head,
    "",
    text,
    ...(more > 0
      ? [`${more} more ${more === 1 ? "trial" : "trials"}; --limit N or --all shows ${more === 1 ? "it" : "them"}.`]
      : []),
    ...tellLeft(left),
    ...network.notes.flatMap((note) => wrapWords(note, width)),
  ].join("\n");
}

/** Where it is too narrow the last parameters go after all that matters less to a comparison. */
function columnsOf(
  summary: ExperimentSummary,
  life: Life | null,
  network: ObjectiveNetwork,
  trials: readonly TrialRecord[],
): Column[] {
  const cells = (format: (trial: TrialRecord) => string): string[] => trials.map(format);
  const names = parameterNames(summary, trials);
  const heads = parameterColumns(names, FIXED);
  return [
    { head: "trial", align: "r", cells: cells(({ number }) => String(number)) },
    ...names.map((name, i): Column => {
      const values = trials.map(({ parameters }) => parameters[name]);
      const column = { head: heads[i]!, cells: formatParameters(values), matters: 10 + names.length - i };
      return isNumeric(values) ? { ...column, align: "r" } : { ...column, align: "l", cutTo: LEAST_TEXT };
    }),
    { head: "seed", align: "r", cells: cells(({ seed }) => String(seed)), matters: 3 },
    {
      head: "status",
      align: "l",
      cells: cells(({ status }) => trialStatus(status, life)),
      styles: trials.map(({ status }) => styleOfTrial(status)),
    },
    { head: "epochs", align: "r", cells: cells(({ epochs }) => String(epochs)), matters: 4 },
    {
      head: "objective",
      align: "r",
      cells: formatFigures(trials.map(({ objective }) => objective)),
      styles: trials.map(({ number }) => (number === summary.best?.trial ? "best" : null)),
    },
    { head: "of epoch", align: "r", cells: cells(({ objectiveEpoch }) => String(objectiveEpoch ?? NONE)), matters: 4 },
    { head: "test", align: "r", cells: formatFigures(trials.map(testOf)), matters: 2 },
    { head: "time", align: "r", cells: cells(formatTime), matters: 1 },
    { head: "diagnosis", align: "l", cells: cells(formatDiagnosis), cutTo: LEAST_DIAGNOSIS, matters: 5 },
  ].filter(({ head, cells: all }) => {
    if (head === "of epoch") return !network.isPlain;
    return head !== "diagnosis" || all.some((cell) => cell !== "");
  }) as Column[];
}

/** The accuracy; the loss where it has none. */
function testOf({ test }: TrialRecord): number | undefined {
  return test?.accuracy ?? test?.loss;
}

function formatTime({ attempts, seconds }: TrialRecord): string {
  return attempts === 0 ? NONE : formatDuration(seconds);
}

function formatDiagnosis({ diagnosis }: TrialRecord): string {
  return cutText(onOneLine(diagnosis ?? ""), DIAGNOSIS_WIDTH);
}
