import type { Blas } from "./blas.ts";

/**
 * Whether a small product comes out right, in place, on shared memory: a library with other widths of its
 * arguments, or a koffi that copies, does not pass.
 */
export function multipliesRight(blas: Blas): boolean {
  const memory = new SharedArrayBuffer(256);
  const a = new Float32Array(memory, 64, 8);
  const b = new Float32Array(memory, 128, 6);
  const c = new Float32Array(memory, 192, 6);
  // op(a) = [1 2 3; 4 5 6] stored with a gap, b transposed: op(b) = [1 4; 2 5; 3 6]
  a.set([1, 2, 3, 0, 4, 5, 6, 0]);
  b.set([1, 2, 3, 4, 5, 6]);
  c.set([1, 1, 7, 1, 1, 7]);
  blas.sgemm(false, true, 2, 2, 3, 2, a, 4, b, 3, -1, c, 3);
  return c.join() === [27, 63, 7, 63, 153, 7].join();
}
