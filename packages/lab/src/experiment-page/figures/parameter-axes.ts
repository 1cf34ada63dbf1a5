/** Parallel coordinates of an experiment: an axis per parameter and one for the objective, a line per configuration. */
import { type ParallelAxis, type ParallelLine, rangeOf, sequentialColors, seriesColors } from "charts";
import type { Scalar } from "study";
import type { Figure } from "../../page-kit/figures/figure.ts";
import { finishParallel } from "../../page-kit/figures/finish-figure.ts";
import { type Configuration, meanOf } from "../configuration.ts";
import { type DescribedExperiment, noteSynthetic } from "../describe-experiment.ts";
import { type DescribedParameter, formatValue } from "../describe-parameters.ts";
import { formatObjective } from "../format-objective.ts";

/** More axes than this leave no room for their labels. */
const MOST_AXES = 7;
/** An objective that is positive and spans more than this is drawn in the logarithm. */
const widestLinear = 100;

const axisKinds = { uniform: "linear", "log-uniform": "log", integer: "whole" } as const;

interface PlacedParameter {
  readonly axis: ParallelAxis;
  place(value: Scalar | undefined): number | null;
}

function placeNumber(value: Scalar | undefined): number | null {
  return typeof value === "number" ? value : null;
}

/** Numbers ascend, as on every axis; names stay as they were written. */
function inOrder(labels: readonly Scalar[]): readonly Scalar[] {
  const numbers = labels.filter((label) => typeof label === "number");
  return numbers.length === labels.length ? numbers.toSorted((a, b) => a - b) : labels;
}

function placeParameter({ label, spec }: DescribedParameter): PlacedParameter {
  if (spec.kind !== "choice") {
    const kind = axisKinds[spec.kind];
    return { axis: { kind, label, low: spec.low, high: spec.high }, place: placeNumber };
  }
  const labels = inOrder(spec.values.map((value) => value.label));
  return {
    axis: { kind: "category", label, values: labels.map(formatValue) },
    place: (value) => (value === undefined ? null : labels.indexOf(value)),
  };
}

function placeObjective(source: DescribedExperiment): ParallelAxis {
  const means = source.ranked.map(meanOf);
  const [low, high] = rangeOf(means, [0, 1]);
  const kind = low > 0 && high > widestLinear * low ? "log" : "linear";
  return { kind, label: source.objective.words, low, high };
}

/** From the worst to the best, in the palette's classes of equal size; the best in a colour of its own. */
function chooseColor(place: number, count: number): string {
  if (place === 0) return seriesColors.vermillion;
  const classes = sequentialColors.length;
  return sequentialColors[classes - 1 - Math.floor((place * classes) / count)] as string;
}

function describeLine(configuration: Configuration, { objective }: DescribedExperiment): string {
  const figure =
    configuration.finished.length > 0
      ? `${objective.words} ${formatObjective(objective.name, meanOf(configuration))}`
      : "none finished";
  return `#${configuration.number}: ${configuration.name} · ${figure}`;
}

function drawLines(
  source: DescribedExperiment,
  placed: readonly (readonly [string, PlacedParameter])[],
): ParallelLine[] {
  const { ranked, unranked } = source;
  const line = (configuration: Configuration, color: string, strong: boolean): ParallelLine => ({
    name: describeLine(configuration, source),
    color,
    strong,
    dashed: configuration.finished.length === 0,
    values: [
      ...placed.map(([key, { place }]) => place(configuration.point[key])),
      configuration.finished.length > 0 ? meanOf(configuration) : null,
    ],
  });
  return [
    ...unranked.map((configuration) => line(configuration, seriesColors.grey, false)),
    ...ranked.map((configuration, i) => line(configuration, chooseColor(i, ranked.length), i === 0)).reverse(),
  ];
}

/** `parameters`: the most important first. Null where nothing has finished, or there are fewer than two parameters. */
export function drawParameterAxes(source: DescribedExperiment, important: readonly string[]): Figure | null {
  const { ranked, unranked, parameters, objective, input } = source;
  if (ranked.length === 0 || parameters.length < 2) return null;
  const kept = new Set(important.slice(0, MOST_AXES));
  const shown = parameters.length <= MOST_AXES ? parameters : parameters.filter(({ key }) => kept.has(key));
  const placed = shown.map((parameter) => [parameter.key, placeParameter(parameter)] as const);
  const lines = drawLines(source, placed);
  const left = parameters.length - shown.length;
  const best = ranked[0] as Configuration;
  const hasAbsent = lines.some(({ values }) => values.slice(0, -1).includes(null));
  const caption = [
    `Each line is one of ${lines.length} configurations, that is one choice of the parameters: it crosses every ` +
      `axis at its own value, the last one at its mean ${objective.words} ` +
      `(${objective.goal === "max" ? "more" : "less"} is better). Lines of equal value meet in one point.`,
    `The stronger its colour, the better; the best, ${best.label}, is thick and orange.`,
    ...(hasAbsent ? ["Where a parameter does not apply, the line runs along the rail below, “–”."] : []),
    ...(unranked.length > 0 ? [`Dashed: ${unranked.length} of which no trial finished.`] : []),
    ...(left > 0
      ? [
          left === 1
            ? "The least important parameter is left out."
            : `The ${left} least important parameters are left out.`,
        ]
      : []),
  ].join(" ");
  return finishParallel(
    {
      title: "Parameters and what they led to",
      note: noteSynthetic(input),
      width: 960,
      plotHeight: 340,
      axes: [...placed.map(([, { axis }]) => axis), placeObjective(source)],
      lines,
    },
    {
      name: "parallel-coordinates",
      caption,
      alternative:
        `Parallel coordinates of ${shown.map(({ label }) => label).join(", ")} and ${objective.words}. The best ` +
        `configuration is ${best.name}.`,
    },
  );
}
