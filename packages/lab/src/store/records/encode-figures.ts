/**
 * Figures as they lie in the store: little-endian float64, so that each comes back bit for bit, NaN, -0 and infinities
 * too.
 */

const BYTES = 8;

export function encodeFigures(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * BYTES);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat64(i * BYTES, values[i] as number, true);
  return bytes;
}

/** Null for what is no whole number of figures. */
export function decodeFigures(bytes: unknown): Float64Array | null {
  if (!(bytes instanceof Uint8Array) || bytes.length % BYTES !== 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: bytes.length / BYTES }, (_, i) => view.getFloat64(i * BYTES, true));
}
