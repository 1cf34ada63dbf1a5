/** CBLAS's functions of a library, as `Blas`. */
import type { Blas } from "minibatch";
import type { NativeLibrary } from "./native-library.ts";
import { coreOf, versionOf } from "./open-openblas.ts";

/** cblas.h: CBLAS_LAYOUT and CBLAS_TRANSPOSE */
const ROW_MAJOR = 101;
const PLAIN = 111;
const TRANSPOSED = 112;

/** layout, transposeA, transposeB, M, N, K, alpha, a, lda, b, ldb, beta, c, ldc; `void *` takes a view's own address */
const SGEMM = "int,int,int,int,int,int,float,void *,int,void *,int,float,void *,int".split(",");

/** Throws when the library lacks one of the functions. */
export function bindBlas(library: NativeLibrary): Blas {
  const sgemm = library.func("cblas_sgemm", "void", SGEMM);
  const setThreads = library.func("openblas_set_num_threads", "void", ["int"]);
  return {
    name: `${versionOf(library)} ${coreOf(library)}`,
    setThreads(count) {
      setThreads(count);
    },
    sgemm(transposeA, transposeB, M, N, K, alpha, a, lda, b, ldb, beta, c, ldc) {
      checkOperand("a", a, transposeA ? K : M, transposeA ? M : K, lda);
      checkOperand("b", b, transposeB ? N : K, transposeB ? K : N, ldb);
      checkOperand("c", c, M, N, ldc);
      const opA = transposeA ? TRANSPOSED : PLAIN;
      const opB = transposeB ? TRANSPOSED : PLAIN;
      sgemm(ROW_MAJOR, opA, opB, M, N, K, alpha, a, lda, b, ldb, beta, c, ldc);
    },
  };
}

/**
 * Native code reads and writes whatever it is pointed at: a matrix of `rows` x `columns` at distance `stride` must lie
 * in its view. Throws RangeError; NaN passes no comparison.
 */
function checkOperand(name: string, view: Float32Array, rows: number, columns: number, stride: number): void {
  const needed = rows > 0 && columns > 0 ? (rows - 1) * stride + columns : 0;
  if (stride >= columns && stride >= 1 && view.length >= needed) return;
  throw new RangeError(
    `Cannot multiply: ${name} has ${view.length} numbers, ${rows} x ${columns} with rows ${stride} apart needs ` +
      `${needed} and a distance of at least ${Math.max(1, columns)}`,
  );
}

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
