/** Runs `minibatch runs list EXPERIMENT`: a line per trial. */
import { describeNetwork, type ObjectiveNetwork } from "../../report/experiment/objective-network.ts";
import { formatDuration } from "../../run/format-duration.ts";
import type { ExperimentSummary, LabStore, TrialRecord } from "../../store/store.ts";
import { TRIAL_STATUSES } from "../../sweep/sweep-state.ts";
import { type Column, cutText, fitTable } from "../fit-table.ts";
import { printResult } from "../print-result.ts";
import { terminalWidth } from "../terminal/terminal-width.ts";
import { wrapWords } from "../wrap-words.ts";
import { countTrials, describeCounts, describeStatus, trialStatus } from "./describe-status.ts";
import { findExperiment } from "./find-experiment.ts";
import { findLife, type Life } from "./find-life.ts";
import { formatFigure, formatParameter, NONE, onOneLine } from "./format-value.ts";
import type { ListFlags } from "./list-runs.ts";
import { parameterNames } from "./parameter-names.ts";
import { trialDocument } from "./trial-document.ts";

const DIAGNOSIS_WIDTH = 48;
const LEAST_DIAGNOSIS = 24;

export async function listTrials(store: LabStore, name: string, flags: ListFlags): Promise<void> {
  const { id } = await findExperiment(store, name);
  const summary = await store.summarizeExperiment(id);
  const statuses = flags.status ?? TRIAL_STATUSES;
  const matching = statuses.reduce((total, status) => total + summary.counts[status], 0);
  const trials = await store.listTrials(id, {
    order: flags.sort ?? "number",
    ...(flags.status === undefined ? {} : { status: flags.status }),
    ...(flags.all === true ? {} : { limit: flags.limit }),
  });
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
  const more = flags.all === true ? 0 : Math.max(0, matching - flags.limit);
  printResult(flags.json, document, () => formatTrials(summary, life, network, trials, { more, matching }));
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
  const told = `${name}: ${describeStatus(summary, life)} (${describeCounts(counts)}), objective ${objective.metric}${when}, ${objective.goal === "max" ? "more" : "less"} is better${summary.synthetic ? "; SYNTHETIC data" : ""}`;
  const head = wrapWords(told, width).join("\n");
  if (trials.length === 0 && matching > 0) return `${head}\nNo trials to show: their rows are damaged.`;
  if (trials.length === 0) return `${head}\nNo trials ${countTrials(counts) === 0 ? "yet" : "of that kind"}.`;
  const { text, left } = fitTable(columnsOf(summary, life, network, trials), width);
  return [
    head,
    "",
    text,
    ...(more > 0 ? [`${more} more; --limit N or --all shows them.`] : []),
    ...(left.length > 0 ? [`Too narrow for ${left.join(", ")}; --json tells all.`] : []),
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
  return [
    { head: "trial", align: "r", cells: cells(({ number }) => String(number)) },
    ...names.map((name, i): Column => {
      const isNumeric = trials.every(({ parameters }) => !(name in parameters) || typeof parameters[name] === "number");
      const values = cells(({ parameters }) => formatParameter(parameters[name]));
      return { head: name, align: isNumeric ? "r" : "l", cells: values, matters: 10 + names.length - i };
    }),
    { head: "seed", align: "r", cells: cells(({ seed }) => String(seed)), matters: 3 },
    { head: "status", align: "l", cells: cells(({ status }) => trialStatus(status, life)) },
    { head: "epochs", align: "r", cells: cells(({ epochs }) => String(epochs)), matters: 4 },
    { head: "objective", align: "r", cells: cells(({ objective }) => formatFigure(objective)) },
    { head: "of epoch", align: "r", cells: cells(({ objectiveEpoch }) => String(objectiveEpoch ?? NONE)), matters: 4 },
    { head: "test", align: "r", cells: cells(formatTest), matters: 2 },
    { head: "time", align: "r", cells: cells(formatTime), matters: 1 },
    { head: "diagnosis", align: "l", cells: cells(formatDiagnosis), cutTo: LEAST_DIAGNOSIS, matters: 5 },
  ].filter(({ head, cells: all }) => {
    if (head === "of epoch") return !network.isPlain;
    return head !== "diagnosis" || all.some((cell) => cell !== "");
  }) as Column[];
}

/** The accuracy; the loss where it has none. */
function formatTest({ test }: TrialRecord): string {
  return formatFigure(test?.accuracy ?? test?.loss);
}

function formatTime({ attempts, seconds }: TrialRecord): string {
  return attempts === 0 ? NONE : formatDuration(seconds);
}

function formatDiagnosis({ diagnosis }: TrialRecord): string {
  return cutText(onOneLine(diagnosis ?? ""), DIAGNOSIS_WIDTH);
}
