/** Figures of the objective: accuracies with four decimals, losses with four digits. */

import { boundInterval } from "../objective/bound-interval.ts";
import type { MetricName } from "../objective/metric-names.ts";
import { formatDifference, formatFigure, formatFixed, formatPower, missing } from "../page-kit/format-number.ts";

const decimals = 4;
const digits = 4;

/** Beyond these so many digits would need zeros that nobody measured. */
const plain = { least: 1e-4, most: 1e4 } as const;

/** With trailing zeros, so that a column is as precise as it looks. */
function formatDigits(value: number): string {
  const magnitude = Math.abs(Number(value.toPrecision(digits)));
  if (magnitude === 0) return "0";
  if (magnitude < plain.least || magnitude >= plain.most) return formatPower(value, digits);
  return value.toPrecision(digits).replace("-", "−");
}

/** 0.5921; of a loss 0.08340 */
export function formatObjective(metric: MetricName, value: number | null): string {
  if (value === null || !Number.isFinite(value)) return missing;
  return metric.endsWith("Accuracy") ? formatFixed(value, decimals) : formatDigits(value);
}

/** For a panel of curves: an accuracy under the pointer has the decimals that it has in tables. */
export function objectiveDecimals(metric: MetricName): { readonly yDecimals?: number } {
  return metric.endsWith("Accuracy") ? { yDecimals: decimals } : {};
}

/** As an objective, with its sign. */
export function formatGain(metric: MetricName, value: number | null): string {
  if (value === null || !Number.isFinite(value)) return missing;
  if (metric.endsWith("Accuracy")) return formatDifference(value, decimals);
  const text = formatDigits(value);
  return value > 0 ? `+${text}` : text;
}

/** 0.5830 to 0.6012, of a mean */
export function formatMeanInterval(metric: MetricName, interval: readonly [number, number] | null): string {
  return formatInterval(metric, interval === null ? null : boundInterval(metric, interval));
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
