/** CBLAS's functions of a library, as `Blas`. */
import type { Blas } from "./blas.ts";
import { checkOperand } from "./check-operand.ts";
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
