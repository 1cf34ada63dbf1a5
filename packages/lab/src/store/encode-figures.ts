/** Figures as they lie in the store: little-endian float64, so that each comes back bit for bit, NaN, -0 and infinities too. */

const BYTES = 8;

export function encodeFigures(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * BYTES);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat64(i * BYTES, values[i] as number, true);
  return bytes;
}

export function decodeFigures(bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: bytes.length / BYTES }, (_, i) => view.getFloat64(i * BYTES, true));
}
