/**
 * The objective against the one numeric parameter of an experiment: every trial as a dot, means with intervals, a line
 * per choice.
 */
import { type Curve, type CurvePoint, type CurveWhisker, rangeOf } from "charts";
import type { Scalar } from "study";
import { estimateMeanInterval } from "study/statistics";
import type { Figure } from "../../page-kit/figures/figure.ts";
import { finishCurves } from "../../page-kit/figures/finish-figure.ts";
import { type Configuration, meanOf } from "../configuration.ts";
import { type DescribedExperiment, noteSynthetic } from "../describe-experiment.ts";
import { type DescribedParameter, formatValue } from "../describe-parameters.ts";
import { formatObjective, objectiveDecimals } from "../format-objective.ts";
import { chooseLooks } from "./figure-colors.ts";

/** more lines than this cannot be told apart */
const MOST_LINES = 6;
/** a range of positive values wider than this is drawn in the logarithm */
const widestLinear = 20;

function isNumeric({ spec }: DescribedParameter): boolean {
  return spec.kind !== "choice" || spec.values.every(({ label }) => typeof label === "number");
}

interface Axes {
  readonly numeric: DescribedParameter;
  /** tells the lines apart; null: there is one line */
  readonly choice: DescribedParameter | null;
}

/** Null unless there is exactly one numeric parameter, and at most one other. */
function chooseAxes(parameters: readonly DescribedParameter[]): Axes | null {
  const [numeric, ...more] = parameters.filter(isNumeric);
  const [choice = null, ...others] = parameters.filter((parameter) => !isNumeric(parameter));
  if (numeric === undefined || more.length > 0 || others.length > 0) return null;
  if (choice?.spec.kind === "choice" && choice.spec.values.length > MOST_LINES) return null;
  return { numeric, choice };
}

function chooseScale({ spec }: DescribedParameter, xs: readonly number[]): "linear" | "log" {
  if (spec.kind === "log-uniform") return "log";
  const [low, high] = rangeOf(xs, [0, 1]);
  return spec.kind === "choice" && low > 0 && high > widestLinear * low ? "log" : "linear";
}

function whiskerOf(x: number, { finished }: Configuration): readonly CurveWhisker[] {
  if (finished.length < 2) return [];
  const [low, high] = estimateMeanInterval(finished.map(({ objective }) => objective as number));
  return [{ x, low, high }];
}

/** Room beside the first and the last value, so that no dot lies on the frame. */
function widen(xs: readonly number[], scale: "linear" | "log"): readonly [number, number] {
  const [low, high] = rangeOf(xs, [0, 1]);
  if (scale === "log") {
    const factor = Math.max(1.2, 10 ** (0.04 * (Math.log10(high) - Math.log10(low))));
    return [low / factor, high * factor];
  }
  const room = 0.02 * (high - low);
  // an axis below 0 would promise values that a rate or a count never has
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
}

/** As the experiment lists the choices, 8 before 16; where a choice does not apply comes last. */
function orderNames(names: Iterable<string>, choice: DescribedParameter | null): string[] {
  const listed = choice?.spec.kind === "choice" ? choice.spec.values.map(({ label }) => formatValue(label)) : [];
  const placeOf = (name: string): number => (listed.includes(name) ? listed.indexOf(name) : listed.length);
  return [...names].sort((a, b) => placeOf(a) - placeOf(b));
}

/**
 * Null unless exactly one parameter is numeric, at most one other tells the lines apart, and something has finished.
 */
export function drawObjectiveByParameter(source: DescribedExperiment): Figure | null {
  const { ranked, parameters, objective, input } = source;
  const axes = chooseAxes(parameters);
  if (axes === null) return null;
  const xOf = ({ point }: Configuration): Scalar | undefined => point[axes.numeric.key];
  const placed = ranked.filter((configuration) => typeof xOf(configuration) === "number");
  if (placed.length < 2) return null;
  const groups = Map.groupBy(placed, ({ point }) => (axes.choice === null ? "" : formatValue(point[axes.choice.key])));
  const names = orderNames(groups.keys(), axes.choice);
  const looks = chooseLooks(names, false);
  const curves = names.map((name, i): Curve => {
    const members = (groups.get(name) ?? []).toSorted((a, b) => (xOf(a) as number) - (xOf(b) as number));
    return {
      name: name === "" ? `mean ${objective.words}` : name,
      ...(looks[i] as (typeof looks)[number]),
      dots: true,
      points: members.map((member): CurvePoint => [xOf(member) as number, meanOf(member)]),
      band: null,
      whiskers: members.flatMap((member) => whiskerOf(xOf(member) as number, member)),
    };
  });
  const xs = placed.map((configuration) => xOf(configuration) as number);
  const xScale = chooseScale(axes.numeric, xs);
  const dots = placed.flatMap((configuration) =>
    configuration.finished.map((trial): CurvePoint => [xOf(configuration) as number, trial.objective]),
  );
  const heights = dots.map(([, y]) => y as number);
  const best = ranked[0] as Configuration;
  const hasWhiskers = curves.some(({ whiskers = [] }) => whiskers.length > 0);
  return finishCurves(
    {
      title: `${objective.words.replace(/^./, (letter) => letter.toUpperCase())} by ${axes.numeric.label}`,
      note: noteSynthetic(input),
      width: 960,
      plotHeight: 300,
      columns: 1,
      panels: [
        {
          title: "",
          xLabel: axes.numeric.label,
          yLabel: objective.words,
          xScale,
          xRange: widen(xs, xScale),
          yRange: rangeOf(heights, [0, 1]),
          ...objectiveDecimals(objective.name),
          curves,
          marks: [],
          dots,
        },
      ],
      keys: [
        { sign: "dot", name: "one trial" },
        ...(hasWhiskers ? [{ sign: "whisker" as const, name: "95% interval of the mean" }] : []),
      ],
    },
    {
      name: "objective-by-parameter",
      caption:
        `Mean ${objective.words} over the trials at each ` +
        `${axes.numeric.label}${axes.choice === null ? "" : `, a line per ${axes.choice.label}`}; ` +
        `${objective.goal === "max" ? "more" : "less"} is better. Grey dots are single trials, each of a seed of ` +
        "its " +
        `own${hasWhiskers ? "; whiskers are the 95% t-interval of the mean, and what lies beyond the axis is cut off" : ""}. ` +
        `Best: ${best.name} with ${formatObjective(objective.name, meanOf(best))}.`,
      alternative: `Line chart of ${objective.words} against ${axes.numeric.label}. Best: ${best.name}.`,
    },
  );
}
