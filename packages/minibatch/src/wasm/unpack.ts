/** The kernels' module as it was compiled: it travels packed by LZMA, with a decoder of a kilobyte. */
import { decodeBase64 } from "./base64.ts";
import { decoder, packedModule, unpackedLength } from "./wasm-bytes.ts";

/** The decoder's memory: probabilities, then what is packed, then what is unpacked. */
const PACKED_AT = 20480;
const UNPACKED_AT = 65536;

interface DecoderExports {
  readonly memory: WebAssembly.Memory;
  decode(from: number, to: number, end: number): void;
}

/** Throws the engine's error where a page's policy forbids to compile. */
export function unpackModule(): Uint8Array<ArrayBuffer> {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(decodeBase64(decoder)), {});
  const { memory, decode } = instance.exports as unknown as DecoderExports;
  const bytes = new Uint8Array(memory.buffer);
  bytes.set(decodeBase64(packedModule), PACKED_AT);
  decode(PACKED_AT, UNPACKED_AT, UNPACKED_AT + unpackedLength);
  return bytes.slice(UNPACKED_AT, UNPACKED_AT + unpackedLength);
}
