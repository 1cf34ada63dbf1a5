/** The store's form of figures: little-endian float64, exact to the bit, even for NaN, -0 and infinities. */

const BYTES = 8;

export function encodeFigures(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * BYTES);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat64(i * BYTES, values[i] as number, true);
  return bytes;
}

/** Null if the length is not a multiple of eight bytes. */
export function decodeFigures(bytes: unknown): Float64Array | null {
  if (!(bytes instanceof Uint8Array) || bytes.length % BYTES !== 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: bytes.length / BYTES }, (_, i) => view.getFloat64(i * BYTES, true));
}
