/** What `minibatch bench --json` prints. */
export interface BenchResults {
  readonly environment: BenchEnvironment;
  readonly cases: readonly CaseResult[];
}

export interface BenchEnvironment {
  readonly minibatch: string;
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  /** that cases on "all" threads were to use */
  readonly threads: number;
  /** programs that wanted a core in the minute before; 0 where the system does not tell */
  readonly load: number;
  /** the native library, e.g. "OpenBLAS 0.3.21 SkylakeX" */
  readonly blas: string | null;
  /** bits of the vectors: 256 where V8 widens them, which `minibatch bench` then times beside 128 */
  readonly vectors: 128 | 256;
  /** 128-bit fused multiply-adds from WebAssembly, one core, in GFLOP/s: what `limitShare` is of */
  readonly fmaPeak: number;
  readonly data: "mnist" | "synthetic";
  /** ISO 8601 */
  readonly date: string;
}

export interface CaseResult {
  readonly id: string;
  /** of one unit (A: epoch of 60,000; B, C: step; D: call; E: start), the median; null when skipped */
  readonly seconds: number | null;
  /** the same on vectors of 128 bits; null where those are all there are, or when skipped */
  readonly narrowSeconds: number | null;
  readonly threads: number;
  readonly numerics: "fast" | "strict";
  /** 10^9 floating-point operations per second, counted dense; null where there is none to count */
  readonly gflops: number | null;
  /** gflops / (fmaPeak x threads); above 1 where zeros are passed over or native vectors are wider */
  readonly limitShare: number | null;
  /** why there are no seconds */
  readonly skipped?: string;
}
