/** A measured series as a curve over epochs; training is dashed and validation solid, in every figure. */
import type { Curve, CurvePoint } from "charts";
import { seriesColors } from "charts";

export const trainColor: string = seriesColors.blue;
export const validationColor: string = seriesColors.vermillion;

/** values[i] was measured after epoch i + 1; what is not a number leaves a gap. */
export function pointsByEpoch(values: readonly (number | null)[]): readonly CurvePoint[] {
  return values.map((value, i) => [i + 1, typeof value === "number" && Number.isFinite(value) ? value : null]);
}

export function drawTrainCurve(values: readonly number[]): Curve {
  const points = pointsByEpoch(values);
  return { name: "training", color: trainColor, line: "dashed", dots: points.length === 1, points, band: null };
}

export function drawValidationCurve(values: readonly number[]): Curve {
  const points = pointsByEpoch(values);
  return { name: "validation", color: validationColor, line: "solid", dots: points.length === 1, points, band: null };
}

/** Of an axis of epochs: there is nothing before the first. One alone stands in the middle. */
export function rangeOfEpochs(epochs: number): readonly [low: number, high: number] {
  return epochs > 1 ? [1, epochs] : [0, 2];
}
