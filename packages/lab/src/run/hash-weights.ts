/** One number for all weights of a network: two trainings are the same, to the last bit, when it is. */
import { createHash } from "node:crypto";
import { endianness } from "node:os";

/** SHA-256, hexadecimal, of the parameters' bytes, little-endian, in the model's order. */
export function hashWeights(parameters: readonly { readonly values: Float32Array | Float64Array }[]): string {
  const hash = createHash("sha256");
  for (const { values } of parameters) hash.update(littleEndianBytes(values));
  return hash.digest("hex");
}

function littleEndianBytes(values: Float32Array | Float64Array): Uint8Array {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  if (endianness() === "LE") return bytes;
  const copy = Buffer.from(bytes);
  return values instanceof Float32Array ? copy.swap32() : copy.swap64();
}
