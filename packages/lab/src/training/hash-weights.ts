/** One number for all weights of a network: two trainings are the same, to the last bit, when it is. */
import { createHash } from "node:crypto";
import { endianness } from "node:os";

type Parameters = readonly { readonly values: Float32Array | Float64Array }[];

/** SHA-256, hexadecimal, of the parameters' bytes, little-endian, in the model's order. */
export function hashWeights(parameters: Parameters): string {
  return hashBytes(encodeWeights(parameters));
}

/** SHA-256, hexadecimal. */
export function hashBytes(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The parameters' bytes, little-endian, in the model's order: a copy. */
export function encodeWeights(parameters: Parameters): Uint8Array {
  return Buffer.concat(parameters.map(({ values }) => littleEndianBytes(values)));
}

function littleEndianBytes(values: Float32Array | Float64Array): Uint8Array {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  if (endianness() === "LE") return bytes;
  const copy = Buffer.from(bytes);
  return values instanceof Float32Array ? copy.swap32() : copy.swap64();
}
