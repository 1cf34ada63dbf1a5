/** For tests of the probe: the kernels' module with one instruction changed. */
import { fullKernels } from "../src/wasm/full-kernels.ts";
import { unpackModule } from "../src/wasm/unpack.ts";

/** `f32x4.sub` in place of the nth `f32x4.add`: one bit of one byte. */
export function withOneChange(nth: number): Uint8Array {
  const bytes = unpackModule(fullKernels.packed);
  let left = nth;
  for (let at = 0; at + 2 < bytes.length; at++) {
    if (bytes[at] !== 0xfd || bytes[at + 1] !== 0xe4 || bytes[at + 2] !== 0x01) continue;
    if (left-- > 0) continue;
    bytes[at + 1] = 0xe5;
    return bytes;
  }
  throw new Error(`there are only ${nth - left} additions`);
}
