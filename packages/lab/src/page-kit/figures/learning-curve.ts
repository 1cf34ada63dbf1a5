/** A measured series as a curve over epochs; training is dashed and validation solid, in every figure. */
import { type Curve, type CurvePanel, type CurvePoint, seriesColors } from "charts";

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

/**
 * An axis of epochs: there is nothing before the first. One alone stands in the middle, and is the only one that is
 * named.
 */
export function axisOfEpochs(epochs: number): Pick<CurvePanel, "xRange" | "xTicks"> {
  return epochs > 1 ? { xRange: [1, epochs] } : { xRange: [0, 2], xTicks: [1] };
}
