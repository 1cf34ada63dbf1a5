/** Native matrix products, as a trainer takes them. */
export interface Blas {
  /** e.g. "OpenBLAS 0.3.21 SkylakeX" */
  readonly name: string;
  /** threads of its own that later products may use */
  setThreads(count: number): void;
  /**
   * c_MN = alpha op(a) op(b) + beta c; op(a) is [M, K], op(b) is [K, N], all row-major, `ld*` the distance of stored rows.
   * a, b, c may be views of a WebAssembly memory, also a shared one: they are worked on in place. Throws RangeError
   * when a view is too short.
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
