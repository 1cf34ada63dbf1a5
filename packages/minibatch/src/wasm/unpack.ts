/** The kernels' module as it was compiled: it travels packed by LZMA, with a decoder of a kilobyte. */
import { decodeBase64 } from "./base64.ts";
import { decoder } from "./wasm-bytes.ts";

/** The decoder's memory: probabilities, then what is packed, then what is unpacked. */
const PACKED_AT = 20480;
const PAGE_BYTES = 65536;

export interface PackedModule {
  /** LZMA, as base64 */
  readonly packedModule: string;
  readonly unpackedLength: number;
}

interface DecoderExports {
  readonly memory: WebAssembly.Memory;
  decode(from: number, to: number, end: number): void;
}

/** Throws the engine's error where a page's policy forbids to compile. */
export function unpackModule({ packedModule, unpackedLength }: PackedModule): Uint8Array<ArrayBuffer> {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(decodeBase64(decoder)), {});
  const { memory, decode } = instance.exports as unknown as DecoderExports;
  const packed = decodeBase64(packedModule);
  // a byte apart: the decoder takes the one before the first for 0, and the last of what is packed may be any
  const from = PACKED_AT + packed.length + 1;
  const end = from + unpackedLength;
  memory.grow(Math.max(0, Math.ceil((end - memory.buffer.byteLength) / PAGE_BYTES)));
  const bytes = new Uint8Array(memory.buffer);
  bytes.set(packed, PACKED_AT);
  decode(PACKED_AT, from, end);
  return bytes.slice(from, end);
}
