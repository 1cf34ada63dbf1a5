/** Case K, a convolution by itself: the numbers that every peer is given, and what is told of those it makes. */

export const [SIDE, CHANNELS, FILTERS] = [28, 32, 64];

/** Places of the operands in `numbersOf`, and of the results in `figureOf`. */
export const OPERANDS = ["x", "dy", "w", "b"] as const;

/** Numbers between -.5 and .5 for the operand of that name; the same as in torch_peer.py. */
export function numbersOf(name: (typeof OPERANDS)[number], length: number): Float32Array {
  const place = OPERANDS.indexOf(name);
  return Float32Array.from({ length }, (_, n) => ((n * 7919 + place) % 997) / 997 - 0.5);
}

/**
 * One figure of y, dx, dw and db, channels last and w [rows, columns, channels, filters]: the geometric mean of their
 * root mean squares, each number weighted by its place, so that none may lie elsewhere, nor be another one.
 */
export function figureOf(results: readonly Float32Array[]): number {
  const logs = results.map((values) => {
    let sum = 0;
    for (let n = 0; n < values.length; n++) sum += values[n]! ** 2 * (((n * 7919) % 997) / 997);
    return Math.log(sum / values.length) / 2;
  });
  return Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
}

/** Rows of each step of so many epochs: of one, a share where a step takes long. */
export function stepsOf(epochs: number, { rows, batch }: { readonly rows: number; readonly batch: number }): number[] {
  const all = Math.round(epochs * rows);
  return all < batch ? [all] : Array.from({ length: Math.round(all / batch) }, () => batch);
}
