/**
 * One configuration's curve as the chart wants it: line, band, whiskers, and fewer points where they would lie on each
 * other.
 */
import type { Curve, CurvePoint, CurveWhisker } from "charts";
import type { CurveSummary } from "study/statistics";
import type { LineLook } from "./figure-colors.ts";

/** points of a named line, and of a grey one: more would not be seen */
const mostPoints = 400;
const mostGreyPoints = 25;
const whiskerCount = 8;
/** pixels: between whiskers at one epoch, and from the plot's frame to the first */
const asideStep = 8;
const asideEdge = 5;
/** with fewer points than this each has a dot: a line of two or three alone does not say where they are */
const mostDots = 12;

/** At most `most` of the indices 0 .. length - 1, evenly, the first and the last among them. */
export function thinIndices(length: number, most: number): readonly number[] {
  if (length <= most) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (length - 1)) / (most - 1)));
}

/** Which of how many curves of a figure: the whiskers of one stand between those of the others along the axis. */
export interface CurvePlace {
  readonly index: number;
  readonly of: number;
}

/** The mean after some of the epochs, as a thin line. */
export function thinLine({ mean }: CurveSummary): readonly CurvePoint[] {
  return thinIndices(mean.length, mostGreyPoints).map((i) => [i + 1, mean[i] ?? null]);
}

/** pixels between dots at the one epoch that there is */
const singleStep = 16;

/**
 * Pixels beside an epoch at which every curve has a whisker: to either side, but at the first and the last epoch
 * inwards, where the plot is.
 */
function standAside(epoch: number, epochs: number, { index, of }: CurvePlace): number {
  if (epochs === 1) return singleStep * (index - (of - 1) / 2);
  if (epoch === 1) return asideEdge + asideStep * index;
  if (epoch === epochs) return -asideEdge - asideStep * (of - 1 - index);
  return asideStep * (index - (of - 1) / 2);
}

/**
 * The 95% intervals of the mean at a few epochs at which all runs are there, those of several curves beside each other.
 */
function pickWhiskers(summary: CurveSummary, runs: number, curvePlace: CurvePlace): readonly CurveWhisker[] {
  const { low, high, count } = summary;
  const epochs = count.lastIndexOf(runs) + 1;
  const isShort = epochs < whiskerCount * curvePlace.of;
  const step = epochs / Math.min(whiskerCount, isShort ? epochs : whiskerCount);
  const phase = isShort ? 0 : (curvePlace.index + 0.5) / curvePlace.of;
  const last = summary.mean.length;
  const places = Array.from({ length: whiskerCount }, (_, i) => Math.floor((i + phase) * step));
  return [...new Set(places)]
    .filter((place) => place < epochs)
    .flatMap((i) => {
      const [from, to] = [low[i] ?? null, high[i] ?? null];
      // too few epochs for each to have its own: beside each other
      const aside = isShort ? standAside(i + 1, last, curvePlace) : 0;
      return from === null || to === null ? [] : [{ x: i + 1, aside, low: from, high: to }];
    });
}

/**
 * `curvePlace`: null for a curve without whiskers. `runs`: how many trials are summarized. Where some of them have
 * ended already, the line goes on without band and whiskers.
 */
export function shapeCurve(
  name: string,
  summary: CurveSummary,
  runs: number,
  look: LineLook,
  curvePlace: CurvePlace | null,
): Curve {
  const complete = (i: number): boolean => summary.count[i] === runs;
  const places = thinIndices(summary.mean.length, mostPoints);
  const banded = (values: readonly (number | null)[]) => places.map((i) => (complete(i) ? (values[i] ?? null) : null));
  return {
    name,
    ...look,
    dots: places.length <= mostDots,
    points: places.map((i) => [i + 1, summary.mean[i] ?? null]),
    ...(curvePlace !== null && summary.mean.length === 1 ? { aside: standAside(1, 1, curvePlace) } : {}),
    band: runs > 1 ? { name: "min to max", low: banded(summary.min), high: banded(summary.max) } : null,
    whiskers: runs > 1 && curvePlace !== null ? pickWhiskers(summary, runs, curvePlace) : [],
  };
}
