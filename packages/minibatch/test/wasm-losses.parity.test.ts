/** The losses never fuse: both builds of the WASM kernels give the same bits. */
import { expect, test } from "vitest";
import type { Backend } from "../src/kernels/kernels.ts";
import { createStream } from "../src/random/stream.ts";
import { fillUniform } from "../src/random/uniform.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const [strict, relaxed] = await everyWasmBackend();

/** Every number the four losses give on B rows of C logits within +-reach. */
function runLosses(backend: Backend, B: number, C: number, reach: number): number[] {
  const N = B * C;
  const k = backend.create({ floats: 4 * N, ints: B, scratchBytes: 0 });
  const [z, t, p, dz, labels] = [k.floats(N), k.floats(N), k.floats(N), k.floats(N), k.ints(B)];
  const stream = createStream(5, "data", B, C);
  fillUniform(stream, z, -reach, reach);
  fillUniform(stream, t, 0, 1);
  labels.fill(C - 1);
  const results: number[] = [];
  const take = (loss: number): void => void results.push(loss, ...p, ...dz);
  take(k.softmaxCrossEntropy(z, labels, p, dz, B, C));
  take(k.softmaxCrossEntropySoft(z, t, p, dz, B, C));
  take(k.sigmoidBinaryCrossEntropy(z, t, p, dz, N, 1 / N));
  take(k.meanSquaredError(z, t, dz, N, 1 / N));
  k.dispose();
  return results;
}

test.each([1, 10, 100, 1000])("strict and relaxed losses are the same bits on logits within +-%d", (reach) => {
  for (const B of [1, 3, 8]) {
    for (const C of [1, 2, 3, 4, 5, 10, 33]) {
      const expected = runLosses(strict, B, C, reach);
      expect(expected.every(Number.isFinite)).toBe(true);
      expect(runLosses(relaxed, B, C, reach)).toEqual(expected);
    }
  }
});
