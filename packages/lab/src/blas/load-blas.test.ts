import { createRequire } from "node:module";
import fc from "fast-check";
import type { Blas } from "minibatch";
import { expect, test } from "vitest";
import { testWith } from "../../test/requirements.ts";
import { multipliesRight } from "./bind-blas.ts";
import { loadBlas } from "./load-blas.ts";

const load = async (): Promise<Blas> => (await loadBlas())!;

/** A WebAssembly memory's bytes, as a trainer's arena has them. */
function takeMemory(shared: boolean): ArrayBufferLike {
  const descriptor = { initial: 2, maximum: 2, shared };
  return new WebAssembly.Memory(descriptor).buffer;
}

interface Product {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly sizes: readonly [M: number, N: number, K: number];
  /** numbers between the rows, and before the first, of a, b, c */
  readonly gaps: readonly [number, number, number];
  readonly offsets: readonly [number, number, number];
  readonly alpha: number;
  readonly beta: number;
  readonly shared: boolean;
}

const size = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(31, 32, 33, 65));
const triple = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3));
const products: fc.Arbitrary<Product> = fc.record({
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
  sizes: fc.tuple(size, size, size),
  gaps: triple,
  offsets: triple,
  alpha: fc.constantFrom(0, 1, -0.5),
  beta: fc.constantFrom(0, 1, 2),
  shared: fc.boolean(),
});

/** Small whole numbers: every sum of products is exact, so any order of adding gives the same bits. */
function fillWhole(view: Float32Array, seed: number): void {
  for (let i = 0; i < view.length; i++) view[i] = ((i * 7 + seed * 5) % 11) - 5;
}

/** c = alpha op(a) op(b) + beta c by the definition; writes into `c`. */
function multiplyNaively(
  { transposeA, transposeB, sizes: [M, N, K], alpha, beta }: Product,
  [a, b, c]: readonly Float32Array[],
  [lda, ldb, ldc]: readonly number[],
): void {
  for (let i = 0; i < M; i++) {
    for (let j = 0; j < N; j++) {
      let sum = 0;
      for (let k = 0; k < K; k++) {
        sum += a![transposeA ? k * lda! + i : i * lda! + k]! * b![transposeB ? j * ldb! + k : k * ldb! + j]!;
      }
      c![i * ldc! + j] = alpha * sum + beta * c![i * ldc! + j]!;
    }
  }
}

testWith("openblas", "products of every shape, transposed or not, equal the naive ones, in place", async () => {
  const blas = await load();
  const memories = [true, false].map(takeMemory);
  fc.assert(
    fc.property(products, (product) => {
      const { transposeA, transposeB, sizes, gaps, offsets, alpha, beta, shared } = product;
      const [M, N, K] = sizes;
      const columns = [transposeA ? M : K, transposeB ? K : N, N];
      const rows = [transposeA ? K : M, transposeB ? N : K, M];
      const strides = columns.map((count, i) => count + gaps[i]!) as [number, number, number];
      const memory = new Float32Array(memories[shared ? 0 : 1]!);
      fillWhole(memory, M + N + K);
      let at = 0;
      const views = rows.map((count, i) => {
        at += offsets[i]!;
        const length = (count - 1) * strides[i]! + columns[i]!;
        const view = memory.subarray(at, at + length);
        at += length;
        return view;
      }) as [Float32Array, Float32Array, Float32Array];
      // what it should leave of the whole memory: the gaps and all around stay as they were
      const expected = memory.slice();
      const copies = views.map((view) => expected.subarray(view.byteOffset / 4, view.byteOffset / 4 + view.length));
      multiplyNaively(product, copies, strides);
      const [a, b, c] = views;
      blas.sgemm(transposeA, transposeB, M, N, K, alpha, a, strides[0], b, strides[1], beta, c, strides[2]);
      expect(memory.findIndex((value, i) => value !== expected[i])).toBe(-1);
    }),
    { numRuns: 300, seed: 1 },
  );
});

// memset gives back the address it was called with: with a length of 0 it does nothing else
testWith("openblas", "C is given the views' own addresses, also on shared memory", async (_name, context) => {
  if (process.platform === "win32")
    context.skip("koffi finds memset in the running program, which Windows does not do");
  const koffi = createRequire(import.meta.url)("koffi");
  const addressSeen = koffi.load(null).func("memset", "uintptr_t", ["void *", "int", "size_t"]);
  for (const shared of [true, false]) {
    const buffer = takeMemory(shared);
    const base = BigInt(addressSeen(new Float32Array(buffer), 0, 0));
    expect(base).toBe(koffi.address(buffer));
    expect(BigInt(addressSeen(new Float32Array(buffer, 256, 4), 0, 0))).toBe(base + 256n);
  }
});

testWith("openblas", "views that are too short are refused before native code sees them", async () => {
  const blas = await load();
  const [four, three] = [new Float32Array(4), new Float32Array(3)];
  const multiply = (a: Float32Array, b: Float32Array, c: Float32Array, stride = 2) =>
    blas.sgemm(false, true, 2, 2, 2, 1, a, stride, b, 2, 0, c, 2);
  expect(() => multiply(four, four, new Float32Array(4))).not.toThrow();
  expect(() => multiply(three, four, four)).toThrow(/^Cannot multiply: a has 3 numbers, 2 x 2 .* needs 4 /);
  expect(() => multiply(four, three, four)).toThrow(RangeError);
  expect(() => multiply(four, four, three)).toThrow(RangeError);
  expect(() => multiply(four, four, four, 1)).toThrow(/a distance of at least 2$/);
  expect(() => multiply(four, four, four, Number.NaN)).toThrow(RangeError);
});

testWith("openblas", "it has a name, and takes a number of threads", async () => {
  const blas = await load();
  expect(blas.name).toMatch(/^OpenBLAS \d+\.\d+\S* \S+$/);
  for (const count of [1, 2]) {
    blas.setThreads(count);
    expect(multipliesRight(blas)).toBe(true);
  }
});

test("without the library there is null", async () => {
  expect(await loadBlas([])).toBeNull();
  expect(await loadBlas(["/nowhere/libopenblas.so.0", "libnothing-of-that-name.so"])).toBeNull();
});

test("a file that is no library, and a library that is no OpenBLAS, are passed over", async () => {
  expect(await loadBlas([import.meta.filename, "libm.so.6"])).toBeNull();
});

test("a product that is wrong is noticed", () => {
  const copying: Blas = { name: "copying", setThreads: () => {}, sgemm: () => {} };
  expect(multipliesRight(copying)).toBe(false);
});
