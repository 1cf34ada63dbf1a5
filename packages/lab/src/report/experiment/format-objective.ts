/** Figures of the objective: accuracies with four decimals, losses with four digits. */
import { formatDifference, formatFigure, formatFixed, missing } from "../format-number.ts";
import type { MetricName } from "./metric-names.ts";

const decimals = 4;
const digits = 4;

function shorten(value: number): number {
  return Number(value.toPrecision(digits));
}

/** 0.5921; 0.08340 as 0.0834 */
export function formatObjective(metric: MetricName, value: number | null): string {
  if (value === null || !Number.isFinite(value)) return missing;
  return metric.endsWith("Accuracy") ? formatFixed(value, decimals) : formatFigure(shorten(value));
}

/** As an objective, with its sign. */
export function formatGain(metric: MetricName, value: number | null): string {
  if (value === null || !Number.isFinite(value)) return missing;
  if (metric.endsWith("Accuracy")) return formatDifference(value, decimals);
  const text = formatFigure(shorten(value));
  return value > 0 ? `+${text}` : text;
}

/** 0.5830 to 0.6012 */
export function formatInterval(
  metric: MetricName,
  interval: readonly [number, number] | null,
  format: (metric: MetricName, value: number | null) => string = formatObjective,
): string {
  return interval === null ? missing : `${format(metric, interval[0])} to ${format(metric, interval[1])}`;
}

const smallestPlain = 0.001;

/** 0.043; 1.2 × 10⁻⁵ */
export function formatP(p: number | null): string {
  if (p === null) return missing;
  return p >= smallestPlain ? formatFixed(p, 3) : formatFigure(Number(p.toPrecision(2)));
}
