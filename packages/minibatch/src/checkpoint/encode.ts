import { crc32 } from "./crc32.ts";
import { type CheckpointHeader, MAGIC, type NamedArray, PREFIX_BYTES, roundUpToEight, VERSION } from "./format.ts";
import { encodeUtf8 } from "./utf8.ts";

/** Bytes of a checkpoint (see format.ts) with the given arrays, in order, and JSON `meta`. */
export function encodeCheckpoint(arrays: readonly NamedArray[], meta: unknown): Uint8Array<ArrayBuffer> {
  const header: CheckpointHeader = {
    arrays: arrays.map(({ name, values }) => ({
      name,
      dtype: values instanceof Float64Array ? "float64" : "float32",
      length: values.length,
    })),
    meta,
  };
  const text = encodeUtf8(JSON.stringify(header));
  const start = roundUpToEight(PREFIX_BYTES + text.length);
  const end = arrays.reduce((at, { values }) => at + roundUpToEight(values.byteLength), start);
  const bytes = new Uint8Array(end + 4);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(8, VERSION, true);
  view.setUint32(12, text.length, true);
  bytes.set(text, PREFIX_BYTES);
  let at = start;
  for (const { values } of arrays) {
    writeFloats(view, at, values);
    at += roundUpToEight(values.byteLength);
  }
  view.setUint32(end, crc32(bytes.subarray(0, end)), true);
  return bytes;
}

/** Little-endian whatever the machine is. */
function writeFloats(view: DataView, at: number, values: Float32Array | Float64Array): void {
  if (values instanceof Float64Array)
    for (let i = 0; i < values.length; i++) view.setFloat64(at + 8 * i, values[i], true);
  else for (let i = 0; i < values.length; i++) view.setFloat32(at + 4 * i, values[i], true);
}
