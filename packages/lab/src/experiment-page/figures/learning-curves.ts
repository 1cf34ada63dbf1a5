/**
 * Learning curves of every configuration, training beside validation: the best ones with bands and whiskers, the others
 * thin and grey.
 */
import { type Curve, type CurveLevel, type CurvePanel, type LegendKey, rangeOfCurves } from "charts";
import type { CurveSummary } from "study/statistics";
import type { MetricName } from "../../objective/metric-names.ts";
import type { ObjectiveNetwork } from "../../objective/objective-network.ts";
import type { Figure } from "../../page-kit/figures/figure.ts";
import { finishCurves } from "../../page-kit/figures/finish-figure.ts";
import { axisOfEpochs } from "../../page-kit/figures/learning-curve.ts";
import { formatFigure } from "../../page-kit/format-number.ts";
import type { Configuration } from "../configuration.ts";
import { type DescribedExperiment, noteSynthetic } from "../describe-experiment.ts";
import { formatObjective, objectiveDecimals } from "../format-objective.ts";
import { countOf } from "../words.ts";
import { type CurveKind, splitOf } from "./curve-kinds.ts";
import { shapeCurve, thinLine } from "./curve-parts.ts";
import { chooseLooks } from "./figure-colors.ts";

/** More named lines than this cannot be told apart. */
export const MOST_STRONG = 8;
/** With more curves than this only the best have whiskers, so many of them. */
const whiskered = { all: 4, of: 3 } as const;
/** How far the interval of a mean may widen the axis, as a share of the curves' own range; the rest is cut off. */
const roomForWhiskers = 0.2;
/** Losses beyond this multiple of the best configuration's largest are cut off. */
const lossRoom = 3;

interface Shown {
  readonly strong: readonly Configuration[];
  readonly others: readonly Configuration[];
}

/** In the order of the ranking; before anything has finished, in that of the numbers. */
export function chooseShown({ ranked, unranked }: DescribedExperiment): Shown {
  const hasCurves = ({ curves }: Configuration): boolean => Object.values(curves).some((curve) => curve !== null);
  const [first, last] = [ranked.filter(hasCurves), unranked.filter(hasCurves)];
  if (first.length + last.length <= MOST_STRONG) return { strong: [...first, ...last], others: [] };
  const candidates = first.length > 0 ? first : last;
  const strong = candidates.slice(0, MOST_STRONG);
  return { strong, others: [...first, ...last].filter((configuration) => !strong.includes(configuration)) };
}

function drawStrong({ strong, others }: Shown, metric: MetricName): readonly Curve[] {
  const looks = chooseLooks(
    strong.map(({ label }) => label),
    others.length > 0,
  );
  // at one epoch they stand beside each other, where there is room for all
  const isOne = strong.every(({ curves }) => (curves[metric]?.mean.length ?? 1) === 1);
  const of = !isOne && strong.length > whiskered.all ? whiskered.of : strong.length;
  return strong.flatMap(({ label, curves, curveCount }, i) => {
    const summary = curves[metric] ?? null;
    const look = looks[i];
    if (summary === null || look === undefined) return [];
    return [shapeCurve(label, summary, curveCount, look, i < of ? { index: i, of } : null)];
  });
}

/** Those without a name: a line has no length where there is one epoch. */
function drawOthers({ others }: Shown, metric: MetricName, isOne: boolean): Pick<CurvePanel, "background" | "dots"> {
  const lines = others.flatMap(({ curves }) => {
    const summary = curves[metric] ?? null;
    return summary === null ? [] : [thinLine(summary)];
  });
  return isOne ? { dots: lines.flat() } : { background: lines };
}

interface SharedAxis {
  readonly range: readonly [low: number, high: number];
  /** those that lie near enough to the curves to be drawn */
  readonly levels: readonly CurveLevel[];
  readonly cutsOff: boolean;
}

/** The axis that the panels of one figure have in common; the interval of a mean may leave 0 .. 1, an accuracy not. */
function chooseAxis(panels: readonly (readonly Curve[])[], levels: readonly CurveLevel[], isLoss: boolean): SharedAxis {
  const curves = panels.flat();
  const [least, most] = rangeOfCurves(curves);
  const best = rangeOfCurves(panels.flatMap((panel) => panel.slice(0, 1)));
  const top = isLoss ? Math.min(most, Math.max(lossRoom * best[1], least)) : most;
  const height = top - least;
  const near = levels.filter(({ y }) => y >= least - height && y <= top + height);
  const whiskers = curves.flatMap((curve) => curve.whiskers ?? []);
  const room = roomForWhiskers * height;
  const low = Math.max(least - room, Math.min(least, ...whiskers.map((whisker) => whisker.low)));
  const high = Math.min(top + room, Math.max(top, ...whiskers.map((whisker) => whisker.high)));
  const heights = near.map(({ y }) => y);
  const isShare = !isLoss && least >= 0 && most <= 1;
  const range = [Math.min(low, ...heights), Math.max(high, ...heights)] as const;
  const shown = isShare ? ([Math.max(0, range[0]), Math.min(1, range[1])] as const) : range;
  return { range: shown, levels: near, cutsOff: most > high };
}

/** A line and a band run from epoch to epoch; of one alone there are dots and whiskers. */
function hasOneEpoch(curves: readonly Curve[]): boolean {
  return curves.every(({ points }) => points.length === 1);
}

function listKeys({ strong, others }: Shown, curves: readonly Curve[]): readonly LegendKey[] {
  const counts = [...new Set(strong.map(({ curveCount }) => curveCount).filter((count) => count > 1))];
  const runs = counts.length === 1 ? `${counts[0]} trials` : "the trials";
  const isOne = hasOneEpoch(curves);
  const hasBand = !isOne && curves.some(({ band }) => band !== null);
  const hasWhiskers = curves.some(({ whiskers = [] }) => whiskers.length > 0);
  return [
    ...(hasBand ? [{ sign: "band" as const, name: `min to max of ${runs}` }] : []),
    ...(hasWhiskers ? [{ sign: "whisker" as const, name: "95% interval of the mean" }] : []),
    ...(others.length > 0
      ? [{ sign: isOne ? ("dot" as const) : ("line" as const), name: countOf(others.length, "other configuration") }]
      : []),
  ];
}

/** The last figure of a curve that all its trials reached. */
function endOf({ count, mean }: CurveSummary, runs: number): number | null {
  return mean[count.lastIndexOf(runs)] ?? null;
}

function describeEnds({ strong }: Shown, metric: MetricName, word: string, { putsBack }: ObjectiveNetwork): string {
  const ends = strong.slice(0, 3).flatMap(({ label, curves, curveCount }) => {
    const summary = curves[metric] ?? null;
    const end = summary === null ? null : endOf(summary, curveCount);
    return end === null ? [] : [`${formatObjective(metric, end)} for ${label}`];
  });
  if (ends.length === 0) return "Nothing is measured yet.";
  const which = strong.length > 3 ? " of the three best" : "";
  const split = splitOf(metric);
  const kept = putsBack ? " The network that is kept may be an earlier epoch's." : "";
  return `Mean ${split === "" ? "" : `${split} `}${word} at the end${putsBack ? " of the curves" : ""}${which}: ${ends.join("; ")}.${kept}`.replace(
    "….",
    "…",
  );
}

/** What is drawn for each configuration. */
function explainSigns(curves: readonly Curve[]): string {
  const hasRepeats = curves.some(({ band }) => band !== null);
  const of = "the mean over the trials of one configuration, which differ in their seed alone";
  const cut = "What lies beyond the axis is cut off.";
  if (hasOneEpoch(curves)) {
    return hasRepeats
      ? `Each dot is ${of}; its whisker is the 95% t-interval of the mean. They stand beside each other in the ` +
          `order of the legend. ${cut}`
      : "Each dot is one training: without repeats there is no interval. They stand beside each other in the order " +
          "of the legend.";
  }
  return hasRepeats
    ? `Each line is ${of}; its band runs from their minimum to their maximum, its whiskers are the 95% t-interval ` +
        `of the mean, beside its epoch where several share one. ${cut}`
    : "Each line is one training: without repeats there is no interval.";
}

function explain(shown: Shown, what: string, curves: readonly Curve[], axis: SharedAxis): string {
  const { strong, others } = shown;
  const isOne = hasOneEpoch(curves);
  const hasBand = curves.some(({ band }) => band !== null);
  const early = strong.some(({ curves: own, curveCount }) =>
    Object.values(own).some((summary) => summary?.count.some((count) => count < curveCount)),
  );
  return [
    `${what} after ${isOne ? "the one" : "each"} epoch.`,
    explainSigns(curves),
    ...(strong.every(({ finished }) => finished.length === 0)
      ? ["No trial has finished: these are the curves of trials that have begun, as far as they got."]
      : []),
    ...(others.length > 0
      ? [
          `The ${strong.length} ${strong[0]?.finished.length === 0 ? "first" : "best"} configurations are named, ` +
            `${others.length === 1 ? "the other one is" : `the other ${others.length} are`} ` +
            `${isOne ? "pale" : "thin"} and grey.`,
        ]
      : []),
    ...(hasBand && !isOne && strong.length > whiskered.all
      ? [`Whiskers are drawn for the ${whiskered.of} best only.`]
      : []),
    ...(early
      ? ["Where some trials of a configuration have ended, its line goes on without a band, as the mean of the rest."]
      : []),
    ...(axis.cutsOff ? ["Larger losses than the axis shows are cut off."] : []),
  ].join(" ");
}

/** Null where no trial has a figure of this kind. */
export function drawLearningCurves(source: DescribedExperiment, kind: CurveKind): Figure | null {
  const { input, objective } = source;
  const shown = chooseShown(source);
  const metrics = kind.metrics.filter((metric) =>
    source.configurations.some(({ curves }) => (curves[metric] ?? null) !== null),
  );
  if (metrics.length === 0) return null;
  const { threshold } = input.spec;
  const isThresholds = threshold !== null && metrics.includes(objective.name);
  const levels = isThresholds
    ? [
        {
          y: threshold,
          label: `threshold ${formatFigure(threshold)}`,
          side: objective.goal === "max" ? ("above" as const) : ("below" as const),
        },
      ]
    : [];
  const drawn = metrics.map((metric) => drawStrong(shown, metric));
  const isOne = hasOneEpoch(drawn.flat());
  const axis = chooseAxis(drawn, levels, kind.isLoss);
  const epochs = Math.max(1, ...drawn.flat().map(({ points }) => points.at(-1)?.[0] ?? 0));
  const panels = metrics.map(
    (metric, i): CurvePanel => ({
      title: capitalize(splitOf(metric)),
      xLabel: "epoch",
      yLabel: kind.yLabel,
      xScale: "linear",
      ...axisOfEpochs(epochs),
      yRange: axis.range,
      ...objectiveDecimals(metric),
      curves: drawn[i] as readonly Curve[],
      marks: [],
      levels: metric === objective.name ? axis.levels : [],
      ...drawOthers(shown, metric, isOne),
    }),
  );
  const curves = drawn.flat();
  const sides = metrics.length === 2 ? "Training (left) and validation (right)" : `${panels[0]?.title as string}`;
  const what = sides === "" ? kind.title : `${sides} ${kind.word}`;
  const ends = describeEnds(shown, metrics.at(-1) as MetricName, kind.word, source.network);
  return finishCurves(
    {
      title: kind.title,
      note: noteSynthetic(input),
      width: 960,
      plotHeight: 280,
      columns: 2,
      panels,
      keys: listKeys(shown, curves),
    },
    {
      name: `learning-curves-${kind.name}`,
      caption: `${explain(shown, what, curves, axis)} ${ends}`,
      alternative:
        `Line charts of ${kind.word} against the epoch${sides === "" ? "" : `: ${sides.toLowerCase()}`}. ` + `${ends}`,
    },
  );
}

function capitalize(word: string): string {
  return word.replace(/^./, (letter) => letter.toUpperCase());
}
