/**
 * First what is most worth knowing: what failed, what is best and what cannot be told apart from it, what to do next;
 * then what was tried.
 */
import { definitionOf, isFileData } from "minibatch-data/sets";
import type { ExperimentSpec, ParameterSpec, PruningSpec, SearchSpec } from "study";
import type { RankedConfiguration } from "study/statistics";
import { formatCount, formatSeconds } from "../../page-kit/format-number.ts";
import { type Html, html, nothing } from "../../page-kit/html.ts";
import { renderFacts, renderTable, text } from "../../page-kit/table.ts";
import type { Configuration } from "../configuration.ts";
import { findAlike, noteSynthetic } from "../describe-experiment.ts";
import { describeCondition, describeRange } from "../describe-parameters.ts";
import type { ExperimentLife, ExperimentPageInput } from "../experiment-page-input.ts";
import { formatMeanInterval, formatObjective } from "../format-objective.ts";
import type { ExperimentPageSource, ExperimentSection } from "../page-source.ts";
import { countStillToCome, isLeft } from "../still-to-come.ts";
import { countOf, formatTime, joinWords } from "../words.ts";
import { summarizePairs } from "./pairs.ts";
import { renderFailures } from "./what-failed.ts";
import { renderNextSteps } from "./what-next.ts";

const searchWords: Readonly<Record<SearchSpec["kind"], string>> = {
  grid: "grid: every combination",
  zip: "the values side by side",
  random: "random points",
  sobol: "quasi-random points (Sobol)",
  tpe: "points drawn where earlier ones did well (TPE)",
};

const pruningWords: Readonly<Record<PruningSpec["kind"], string>> = {
  none: "none",
  median: "median rule: trials worse than the median of earlier ones end early",
  "successive-halving": "successive halving: the best share goes on at each rung",
};

const statusWords = {
  finished: "finished",
  failed: "failed",
  pruned: "pruned",
  cancelled: "cancelled",
  running: "running",
  paused: "paused",
  ready: "waiting",
} as const;

function countStatuses({ input }: ExperimentPageSource): string {
  const { counts } = input.summary;
  const words = isLeft(input) ? { ...statusWords, running: "left half-way" } : statusWords;
  const told = (Object.keys(words) as (keyof typeof words)[]).filter((status) => counts[status] > 0);
  return told.length === 0
    ? "none yet"
    : joinWords(told.map((status) => `${formatCount(counts[status])} ${words[status]}`));
}

/** "SYNTHETIC MNIST digits; 50,000 images ..." */
function describeData({ spec, summary }: ExperimentPageInput): string {
  if (spec.data === null) return "none but what its training brings";
  const { words, describe } = definitionOf(spec.data);
  return `${summary.synthetic ? "SYNTHETIC " : ""}${words.long}; ${describe(spec.data)}`;
}

/** Why there is still something to come, and since when nobody works on it. */
function tellState(life: ExperimentLife | null | undefined): string {
  if (life?.kind === "killed") return `KILLED at ${formatTime(life.at)}, nobody works on it: `;
  return { idle: "STOPPED, nobody works on it: ", queued: "WAITING for a worker: ", working: "UNFINISHED: " }[
    life?.kind ?? "working"
  ];
}

function listReservations(source: ExperimentPageSource): readonly string[] {
  const { cancelled } = source.input.summary;
  const open = countStillToCome(source.input);
  const synthetic = noteSynthetic(source.input);
  return [
    ...(synthetic === "" ? [] : [`${synthetic}: the figures below say nothing about the original data.`]),
    ...(open > 0
      ? [`${tellState(source.input.life)}${countOf(open, "trial")} still to come. Figures and verdicts may change.`]
      : []),
    ...(cancelled ? ["CANCELLED: the experiment was stopped before its end."] : []),
  ];
}

/** Whose repeats have all finished, where the best one's have not. */
function nameWhole({ ranking, input, configurations, objective }: ExperimentPageSource): string {
  const whole = ranking.order.find(({ count }) => count === input.spec.repeats);
  if (whole === undefined) return "";
  const { label } = configurations[whole.index] as Configuration;
  return ` The best of which all have is ${label}, with ${formatObjective(objective.name, whole.mean)}.`;
}

function warnOfBest(source: ExperimentPageSource, best: RankedConfiguration): Html {
  const { ranking, input } = source;
  const { repeats } = input.spec;
  const compared = ranking.order.filter((other) => other.compared && other.index !== best.index).length;
  // a label that was cut names too little here
  const alike = findAlike(source).map(({ label, name, number }) =>
    label.startsWith("#") ? `#${number} ${name}` : label,
  );
  const isWhole = best.count === repeats;
  const warnings = [
    ...(best.count === 1
      ? ["It rests on a single trial: it has no interval, and nothing says how much of it is luck."]
      : []),
    ...(isWhole
      ? []
      : [
          `Only ${best.count} of its ${repeats} trials ${best.count === 1 ? "has" : "have"} ` +
            `finished.${nameWhole(source)}`,
        ]),
    ...(best.compared && alike.length > 0
      ? [`It is not distinguishable from ${joinWords(alike, 3)}: the difference may be chance.`]
      : []),
    ...(best.compared && alike.length === 0 && compared > 0
      ? [`It is better than ${compared === 1 ? "the other one" : `each of the other ${compared}`} beyond chance.`]
      : []),
  ];
  const isWarning = best.count === 1 || alike.length > 0 || !isWhole;
  return warnings.length === 0
    ? nothing
    : html`<p class="${isWarning ? "warning" : "result"}">${warnings.join(" ")}</p>`;
}

/** Where some did not finish it is the best of the others, and no more. */
function nameBest({ ranked, configurations, input }: ExperimentPageSource, best: RankedConfiguration): Html {
  if (best.name === input.spec.name) return html`The best configuration`;
  const among =
    ranked.length === configurations.length
      ? "The best configuration is"
      : ranked.length === 1
        ? `The one configuration (of ${configurations.length}) of which trials finished is`
        : `Of the ${ranked.length} configurations (of ${configurations.length}) that finished, the best is`;
  return html`${among} <strong>${best.name}</strong>: it`;
}

function renderBest(source: ExperimentPageSource): Html {
  const { ranking, objective, network } = source;
  const best = ranking.order[0];
  if (best === undefined || best.count === 0) {
    return html`<p class="result">No trial has finished with a figure yet, so there is no best configuration.</p>`;
  }
  const interval = best.interval === null ? "" : `95% interval ${formatMeanInterval(objective.name, best.interval)}, `;
  return html`
<p class="lead">${nameBest(source, best)} has a ${best.count === 1 ? "" : "mean "}${objective.words} of
<strong>${formatObjective(objective.name, best.mean)}</strong> (${interval}${countOf(best.count, "trial")}), ${network.when}.</p>
${network.notes.map((note) => html`<p class="warning">${note}</p>`)}
${warnOfBest(source, best)}
${ranking.comparisonCount > 1 ? html`<p>${summarizePairs(source)} <a href="#pairs">Every verdict with its figures</a>.</p>` : nothing}`;
}

/** What goes nowhere else is given to a training of one's own by its name. */
function placesOf(key: string, { at }: ParameterSpec): readonly string[] {
  return at.length === 0 ? [`parameters.${key}`] : at;
}

function renderParameters({ parameters, marks }: ExperimentPageSource): Html {
  if (parameters.length === 0) return html`<p class="note">Nothing varies but the seed: there are no parameters.</p>`;
  const conditions = parameters.map(({ spec }) => describeCondition(spec, parameters));
  const isConditional = conditions.some((condition) => condition !== "");
  return renderTable({
    title: "The parameters and the values they may take",
    marks,
    columns: [
      text("Parameter"),
      text("Values"),
      text("Where it goes", "the place in the experiment's description that the value is put into"),
      ...(isConditional ? [text("Only where", "elsewhere the parameter does not apply")] : []),
    ],
    rows: parameters.map(({ key, label, spec }, i) => [
      label,
      describeRange(spec),
      {
        shown: placesOf(key, spec).map((path, place) => [place > 0 ? ", " : "", html`<code>${path}</code>`]),
        value: "shown",
      },
      ...(isConditional ? [conditions[i] || "always"] : []),
    ]),
    footer: [],
    sortable: false,
  });
}

function describeTraining(spec: ExperimentSpec): string {
  const epochs = countOf(spec.training.epochs, "epoch");
  if (spec.model === null) return `${spec.training.module}, a training of its author's own, ${epochs} at most`;
  return `${epochs}, minibatches of ${formatCount(spec.training.batchSize)}`;
}

function renderOverview(source: ExperimentPageSource): Html {
  const { input, objective, network, configurations } = source;
  const { spec, summary } = input;
  const last = spec.seed + spec.repeats - 1;
  return html`
${listReservations(source).map((line) => html`<p class="reservation" role="note">${line}</p>`)}
${spec.description === "" ? nothing : html`<p>${spec.description}</p>`}
${renderFailures(source)}
<h3 id="what-is-best">What is best, and what cannot be told apart from it</h3>
${renderBest(source)}
${renderNextSteps(source)}
<h3 id="what-was-tried">What was tried</h3>
${renderFacts([
  ["Configurations", formatCount(configurations.length)],
  ["Trials", countStatuses(source)],
  ["Objective", `${objective.words} ${network.when}, ${objective.goal === "max" ? "more" : "less"} is better`],
  ["Search", searchWords[spec.search.kind]],
  [
    "Repeats",
    spec.repeats === 1
      ? `one, seed ${spec.seed}`
      : `${spec.repeats} per configuration, seeds ${spec.seed} to ${last}${describeFolds(spec)}`,
  ],
  ["Training", describeTraining(spec)],
  ["Pruning", pruningWords[spec.pruning.kind]],
  ["Data", describeData(input)],
  ["Training time, all trials", formatSeconds(summary.seconds)],
])}
${renderParameters(source)}
<p class="note">A <em>configuration</em> is one choice of the parameters. Each is trained once per seed, and each of those trainings is a <em>trial</em>.
${spec.model === null ? "Trials of one repeat are given the same seed" : "Trials of one seed share initial weights and batch order where the shapes allow it"}, so configurations are compared seed by seed.</p>`;
}

function describeFolds({ data }: ExperimentSpec): string {
  const folds = data !== null && isFileData(data) ? data.split.folds : null;
  return folds === null ? "" : `; each validates by another of ${folds} folds`;
}

export const overview: ExperimentSection = { id: "overview", title: "At a glance", render: renderOverview };
