import { expect, test } from "vitest";
import { unpackModule } from "../src/wasm/unpack.ts";
import { encodeLzma } from "../wasm/compiler/lzma-encode.ts";

/** Words of few letters above 0x20, which literals after them show, and which repeat. */
function sample(seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: 400 }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 16) % 3 === 0 ? 0x10 : 0x20 + ((state >>> 20) % 200);
  });
}

test("what was packed is unpacked, whatever its last byte", () => {
  const lasts = new Set<number>();
  for (let seed = 1; seed <= 12; seed++) {
    const data = sample(seed);
    const packed = encodeLzma(data);
    lasts.add((packed.at(-1) as number) >>> 5);
    const packedModule = Buffer.from(packed).toString("base64");
    expect(unpackModule({ packedModule, unpackedLength: data.length })).toEqual(data);
  }
  // the highest bits of a byte choose how the next one is read
  expect(lasts.size).toBeGreaterThan(1);
});
