/** Native matrix products, which a host may give to fast numerics: `minibatch-lab` binds the system's OpenBLAS. */
export interface Blas {
  /** e.g. "OpenBLAS 0.3.21 SkylakeX" */
  readonly name: string;
  /** threads of its own that later products may use */
  setThreads(count: number): void;
  /**
   * c_MN = alpha op(a) op(b) + beta c; op(a) is [M, K], op(b) is [K, N], all row-major, `ld*` the distance of stored
   * rows. a, b, c may be views of a WebAssembly memory, also a shared one: they are worked on in place. Throws
   * RangeError when a view is too short.
   */
  sgemm(
    transposeA: boolean,
    transposeB: boolean,
    M: number,
    N: number,
    K: number,
    alpha: number,
    a: Float32Array,
    lda: number,
    b: Float32Array,
    ldb: number,
    beta: number,
    c: Float32Array,
    ldc: number,
  ): void;
}

/** Which dense products go to it. */
export interface BlasChoice {
  readonly blas: Blas;
  /** "wide": those so large that it is worth it; "all" */
  readonly products: "wide" | "all";
}

/** Multiply-adds, and the least of the three sizes, from which a product is wide: a fraction of a millisecond. */
const WIDE_OPERATIONS = 2 ** 23;
const WIDE_SIDE = 64;

export function goesToBlas(choice: BlasChoice | null, M: number, N: number, K: number): boolean {
  if (choice === null) return false;
  return choice.products === "all" || (M * N * K >= WIDE_OPERATIONS && Math.min(M, N, K) >= WIDE_SIDE);
}
