/** `minibatch runs show EXPERIMENT/NUMBER`: what was tried, by whom, what came of it, epoch by epoch. */

import { describeNetwork } from "../../../objective/objective-network.ts";
import { formatDuration } from "../../../progress/format-duration.ts";
import type { AttemptRecord, ExperimentRecord, LabStore, Metrics, TrialRecord } from "../../../store/store.ts";
import type { StoreFlags } from "../../options/store-option.ts";
import { fitTable, tellLeft } from "../../tables/fit-table.ts";
import { formatFigure, formatMoment, formatWhole, NONE, onOneLine } from "../../tables/format-value.ts";
import { paint } from "../../terminal/paint.ts";
import { printResult } from "../../terminal/print-result.ts";
import { terminalWidth } from "../../terminal/terminal-width.ts";
import { describeEpochs } from "../../trials/describe-epochs.ts";
import { trialStatus } from "../../trials/describe-status.ts";
import { orderMetrics, spellMetric } from "../../trials/figure-names.ts";
import { findLife, type Life } from "../../trials/find-life.ts";
import { styleOfTrial } from "../../trials/paint-status.ts";
import { parameterNames } from "../../trials/parameter-names.ts";
import type { Choice } from "../choice/choose-rows.ts";
import { trialDocument } from "../documents/trial-document.ts";
import { epochTable } from "./epoch-table.ts";
import { formatFields } from "./format-fields.ts";
import { metricTables } from "./metric-table.ts";

export interface ShowTrialFlags extends StoreFlags, Choice {
  readonly all?: true;
  readonly json?: true;
}

export async function showTrial(
  store: LabStore,
  experiment: ExperimentRecord,
  trial: TrialRecord,
  flags: ShowTrialFlags,
): Promise<void> {
  const attempts = await store.listAttempts(trial.id);
  const metrics = Object.fromEntries(orderMetrics((await store.readMetrics([trial.id])).get(trial.id) ?? {}));
  const document = {
    store: store.place,
    experiment: experiment.name,
    synthetic: experiment.synthetic,
    ...trialDocument(trial),
    attemptList: attempts,
    metrics: Object.fromEntries(Object.entries(metrics).map(([name, figures]) => [name, Array.from(figures)])),
  };
  const life =
    trial.status === "running" ? await findLife(store, await store.summarizeExperiment(experiment.id), flags) : null;
  printResult(flags.json, document, () => formatTrial(experiment, life, trial, attempts, metrics, flags));
}

function formatTrial(
  experiment: ExperimentRecord,
  life: Life | null,
  trial: TrialRecord,
  attempts: readonly AttemptRecord[],
  metrics: Metrics,
  flags: ShowTrialFlags,
): string {
  const width = terminalWidth(process.stdout);
  return [
    formatFields(fieldsOf(experiment, life, trial), width),
    ...(attempts.length > 0 ? [attemptTable(attempts, width)] : []),
    ...metricTables(metrics, width),
    ...epochTable(metrics, width, flags.all === true, flags, experiment.objective.metric),
  ].join("\n\n");
}

function fieldsOf(
  { name, spec, objective, synthetic }: ExperimentRecord,
  life: Life | null,
  trial: TrialRecord,
): [string, string][] {
  const names = parameterNames({ spec }, [trial]).filter((parameter) => parameter in trial.parameters);
  const values = names.map((parameter) => `${parameter} ${formatWhole(trial.parameters[parameter])}`);
  const { test, diagnosis, weightsSha256 } = trial;
  // where the epochs are known they say it themselves
  const notes = trial.objectiveEpoch === null ? describeNetwork(spec, [trial]).notes : [];
  return [
    ["trial", `${name}/${trial.number}${synthetic ? paint("warning", " (SYNTHETIC data)") : ""}`],
    ["status", paint(styleOfTrial(trial.status), trialStatus(trial.status, life))],
    ...(diagnosis === null ? [] : [["diagnosis", onOneLine(diagnosis)] as [string, string]]),
    ["parameters", values.length > 0 ? values.join(", ") : "none"],
    ["configuration", `${trial.configuration}, repeat ${trial.repeat}, seed ${trial.seed}`],
    ["objective", `${spellMetric(objective.metric)} ${formatFigure(trial.objective)}${describeEpochs(trial)}`],
    ...notes.map((note): [string, string] => ["", note]),
    ["test", test === null ? NONE : `loss ${formatFigure(test.loss)}, accuracy ${formatFigure(test.accuracy)}`],
    ["epochs", `${trial.epochs} of ${trial.untilEpoch}`],
    ["time", trial.attempts === 0 ? NONE : formatDuration(trial.seconds)],
    ["weights", weightsSha256 === null ? NONE : `SHA-256 ${weightsSha256}`],
  ];
}

function attemptTable(attempts: readonly AttemptRecord[], width: number): string {
  const cells = (format: (attempt: AttemptRecord) => string): string[] => attempts.map(format);
  const { text, left } = fitTable(
    [
      { head: "attempt", align: "r", cells: cells(({ attempt }) => String(attempt)) },
      { head: "worker", align: "l", cells: cells(({ worker }) => onOneLine(worker)), cutTo: 12 },
      { head: "began", align: "l", cells: cells(({ startedAt }) => formatMoment(startedAt)), matters: 2 },
      { head: "ended", align: "l", cells: cells(({ endedAt }) => formatMoment(endedAt)), matters: 1 },
      { head: "from epoch", align: "r", cells: cells(({ fromEpoch }) => String(fromEpoch)) },
      { head: "outcome", align: "l", cells: cells(({ outcome }) => outcome ?? "running") },
    ],
    width,
  );
  return [text, ...tellLeft(left)].join("\n");
}
