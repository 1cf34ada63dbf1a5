/** What goes by channels, the last dimension: B rows of the batch, N numbers of a row, C channels. */
import type { FloatArray } from "../math/float-array.ts";

/** x [B, N], a [C] or [1] -> y [B, N]: y = x where x > 0, else a x */
export function slopeBelowZero(x: FloatArray, a: FloatArray, y: FloatArray): void {
  for (let n = 0; n < x.length; n++) y[n] = x[n] > 0 ? x[n] : a[n % a.length] * x[n];
}

/** dx = dy where x > 0, else a dy */
export function slopeBelowZeroBackward(x: FloatArray, a: FloatArray, dy: FloatArray, dx: FloatArray): void {
  for (let n = 0; n < x.length; n++) dx[n] = x[n] > 0 ? dy[n] : a[n % a.length] * dy[n];
}

/** da [C] or [1] = the sums of dy x where not x > 0 */
export function slopeBelowZeroGradient(x: FloatArray, dy: FloatArray, da: FloatArray): void {
  const sums = new Float64Array(da.length);
  for (let n = 0; n < x.length; n++) if (!(x[n] > 0)) sums[n % da.length] += dy[n] * x[n];
  da.set(sums);
}

/** x [B, N], m [B, C] -> y [B, N] */
export function multiplyChannels(x: FloatArray, m: FloatArray, y: FloatArray, N: number, C: number): void {
  for (let n = 0; n < x.length; n++) y[n] = x[n] * m[Math.floor(n / N) * C + ((n % N) % C)];
}
