/** `minibatch runs show EXPERIMENT`: the spec, what has come of it so far, and where. */

import type { Json } from "study";
import { describeNetwork } from "../../../objective/objective-network.ts";
import { formatDuration } from "../../../progress/format-duration.ts";
import type { ExperimentRecord, ExperimentSummary, LabStore } from "../../../store/store.ts";
import type { StoreFlags } from "../../options/store-option.ts";
import { formatFigure, formatMoment, NONE, onOneLine } from "../../tables/format-value.ts";
import { paint } from "../../terminal/paint.ts";
import { printResult } from "../../terminal/print-result.ts";
import { terminalWidth } from "../../terminal/terminal-width.ts";
import { describeEpochs } from "../../trials/describe-epochs.ts";
import { describeCounts, describeStatus, tellHowToGoOn } from "../../trials/describe-status.ts";
import { spellMetric } from "../../trials/figure-names.ts";
import { findLife, type Life } from "../../trials/find-life.ts";
import { isSweep } from "../../trials/is-sweep.ts";
import { styleOfExperiment } from "../../trials/paint-status.ts";
import { experimentDocument } from "../documents/experiment-document.ts";
import { describeRange } from "./describe-range.ts";
import { flow } from "./flow.ts";
import { formatFields } from "./format-fields.ts";

export interface ShowExperimentFlags extends StoreFlags {
  readonly json?: true;
}

/** fields of a spec that are told elsewhere */
const TOLD: ReadonlySet<string> = new Set(["kind", "name", "parameters"]);

export async function showExperiment(
  store: LabStore,
  { id }: ExperimentRecord,
  flags: ShowExperimentFlags,
): Promise<void> {
  const summary = await store.summarizeExperiment(id);
  const environments = await store.listEnvironments(id);
  const life = await findLife(store, summary, flags);
  const document = { store: store.place, ...experimentDocument(summary, life), spec: summary.spec, environments };
  printResult(flags.json, document, () => formatExperiment(summary, environments, life));
}

function formatExperiment(summary: ExperimentSummary, environments: readonly Json[], life: Life | null): string {
  const width = terminalWidth(process.stdout);
  const spec = Object.entries(summary.spec as Readonly<Record<string, Json>>).filter(([name]) => !TOLD.has(name));
  return [
    formatFields(fieldsOf(summary, life), width),
    "Spec",
    formatFields(
      spec.map(([name, value]) => [name, describeField(value)]),
      width,
    ),
    ...describeSearch(summary.spec, width),
    ...(environments.length > 0 ? ["Trained on"] : []),
    ...environments.map((environment) => formatFields([["", flow(environment)]], width)),
  ].join("\n\n");
}

/** Prose stays prose. */
function describeField(value: Json): string {
  return typeof value === "string" ? onOneLine(value) : flow(value);
}

/** Of a sweep: where each parameter goes and what it may be. */
function describeSearch(spec: ExperimentSummary["spec"], width: number): string[] {
  if (!isSweep(spec)) return [];
  const parameters = Object.entries(spec.parameters);
  if (parameters.length === 0) return ["No parameters"];
  const fields = parameters.map(([key, parameter]): [string, string] => {
    const { at } = parameter;
    const where = at.length === 1 && at[0] === key ? "" : `; sets ${at.join(", ")}`;
    return [key, onOneLine(`${describeRange(parameter)}${where}`)];
  });
  return ["Parameters", formatFields(fields, width)];
}

function fieldsOf(summary: ExperimentSummary, life: Life | null): [string, string][] {
  const toGoOn = tellHowToGoOn(summary.name, life);
  const { best, objective, data, synthetic } = summary;
  const network = describeNetwork(summary.spec, best === null ? [] : [best]);
  const when = network.isPlain ? "" : ` ${network.when}`;
  const files = Object.entries(data).map(([file, sha256]) => `${file} (SHA-256 ${sha256})`);
  return [
    ["experiment", summary.name],
    ["status", paint(styleOfExperiment(describeStatus(summary, life)), describeStatus(summary, life))],
    ...(toGoOn === null ? [] : [["", toGoOn] as [string, string]]),
    ["trials", `${describeCounts(summary.counts)}; ${summary.expectedTrials} expected`],
    ["objective", `${spellMetric(objective.metric)}${when}, ${objective.goal === "max" ? "more" : "less"} is better`],
    [
      "best",
      best === null
        ? NONE
        : `${paint("best", formatFigure(best.objective))} (trial ` +
          `${best.trial}${network.isPlain ? "" : describeEpochs({ status: "finished", ...best })})`,
    ],
    ...network.notes.map((note): [string, string] => ["", note]),
    ["time", `${formatDuration(summary.seconds)} of training`],
    ["created", `${formatMoment(summary.createdAt)}, by minibatch ${summary.codeVersion}`],
    ["priority", String(summary.priority)],
    ["spec", `${summary.spec.kind}, SHA-256 ${summary.specSha256}`],
    ["data", synthetic ? paint("warning", "SYNTHETIC") : files.length > 0 ? files.join("\n") : NONE],
  ];
}
