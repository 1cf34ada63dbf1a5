/** What the arena owes its kernels: scratch memory that reaches no buffer, and a tail behind the last one. */
import { describe, expect, test } from "vitest";
import type { Kernels, SparseRows } from "../src/kernels/kernels.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const backends = await everyWasmBackend();

/** Every entry of [B, I] there. */
function fullRows(kernels: Kernels, B: number, I: number): SparseRows {
  const [values, columns, offsets] = [kernels.floats(B * I).fill(1), kernels.ints(B * I), kernels.ints(B + 1)];
  for (let i = 0; i < B * I; i++) columns[i] = i % I;
  for (let row = 0; row <= B; row++) offsets[row] = row * I;
  return { values, columns, offsets };
}

describe.each(backends.map((backend) => [backend.name, backend] as const))("%s", (_, backend) => {
  // I = 16, B = 2 takes 324 bytes: 4 more than five cache lines, so that a float too few would reach the next buffer
  test.each([
    [2, 16, 3],
    [5, 3, 40],
    [1, 1, 1],
  ])("the transposed index of %i x %i fits its scratch memory", (B, I, O) => {
    const scratchBytes = backend.scratchBytes({ B, I, O, sparse: true });
    const kernels = backend.create({ floats: 1000, ints: 1000, scratchBytes });
    const guard = kernels.ints(16).fill(-7);
    const x = fullRows(kernels, B, I);
    const [dy, dw, db] = [kernels.floats(B * O).fill(1), kernels.floats(I * O), kernels.floats(O)];
    kernels.sparseBackwardWeights(x, dy, dw, db, B, I, O);
    expect([...dw]).toEqual(new Array(I * O).fill(B));
    expect([...guard]).toEqual(new Array(16).fill(-7));
    kernels.dispose();
  });

  test.each([
    [4, 16],
    [16, 3],
    [16, 1],
  ])("the transposed weights of %i x %i fit theirs", (I, O) => {
    const kernels = backend.create({
      floats: 1000,
      ints: 1000,
      scratchBytes: backend.scratchBytes({ B: 1, I, O, sparse: false }),
    });
    const guard = kernels.ints(16).fill(-7);
    const [dy, w, dx] = [kernels.floats(O).fill(1), kernels.floats(I * O).fill(1), kernels.floats(I)];
    kernels.denseBackwardInput(dy, w, dx, 1, I, O);
    expect([...dx]).toEqual(new Array(I).fill(O));
    expect([...guard]).toEqual(new Array(16).fill(-7));
    kernels.dispose();
  });

  test.each([1, 2, 3, 5, 6, 7, 9, 11, 41])("buffers up to the arena's end are in its memory, %i outputs", (O) => {
    const I = 16;
    const size = { floats: 16, ints: 0, scratchBytes: backend.scratchBytes({ B: 1, I, O, sparse: false }) };
    for (const last of ["x", "w", "y"] as const) {
      const kernels = backend.create(size);
      const count = { x: I, w: I * O, y: 16 * O }[last];
      const others = {
        x: kernels.floats(I),
        w: kernels.floats(I * O),
        y: kernels.floats(16 * O),
        b: kernels.floats(O),
      };
      // all that is left but the last buffer, which then ends where the arena does
      kernels.floats(bytesLeft(kernels) / 4 - count);
      const { x, w, y, b }: typeof others = { ...others, ...{ [last]: kernels.floats(count) } };
      expect(bytesLeft(kernels)).toBe(0);
      kernels.denseForward(x, w, b, y, 1, I, O);
      kernels.denseBackwardWeights(x, y, w, b, 1, I, O);
      kernels.denseBackwardInput(y, w, x, 1, I, O);
      kernels.dispose();
    }
  });
});

function bytesLeft(kernels: Kernels): number {
  try {
    kernels.floats(2 ** 28);
  } catch (error) {
    return Number(/the arena has (\d+) left/.exec((error as Error).message)?.[1]);
  }
  throw new Error("the arena is larger than it should be");
}
