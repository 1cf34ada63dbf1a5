/** Numbers as a reader wants them; what is none is an en dash. */

const NONE = "–";

export function formatCount(value: number): string {
  return value.toLocaleString("en");
}

/** Of four significant digits: 0.08092; 1.2e-7 below a ten-thousandth, and from a million on */
export function formatFigure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  const size = Math.abs(value);
  const isPlain = size === 0 || (size >= 1e-4 && size < 1e6);
  return (isPlain ? String(Number(value.toPrecision(4))) : value.toExponential(2)).replace("-", "−");
}

/** 12.3%; null: there is no such share */
export function formatShare(share: number | null): string {
  return share === null || Number.isNaN(share) ? NONE : `${(100 * share).toFixed(1)}%`;
}
