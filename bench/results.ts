/** What a run of the harness writes. */

import type { Figures } from "./peer-process.ts";
import type { Ratio } from "./statistics.ts";

export interface BenchResults {
  readonly schema: "minibatch.bench/1";
  readonly environment: Environment;
  readonly limits: Limits;
  readonly cases: readonly CaseResult[];
  readonly own: readonly OwnResult[];
}

export interface Environment {
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly platform: string;
  readonly commit: string;
  /** programs that wanted a core in the minute before */
  readonly load: number;
}

/** The machine's own: 10^9 floating-point operations, or bytes, per second; null where there is no compiler. */
export interface Limits {
  /** 128-bit fused multiply-adds from WebAssembly */
  readonly wasmFma: { readonly oneCore: number; readonly allCores: number };
  /** 256-bit ones, from C; null where the processor has none */
  readonly wideFma: { readonly oneCore: number; readonly allCores: number } | null;
  /** the widest the processor has, from C */
  readonly nativeFma: { readonly oneCore: number; readonly allCores: number; readonly vectors: string } | null;
  /** a copy of memory much larger than the caches, read and written bytes, on one core */
  readonly copy: number;
  /** a = b + s c, from C */
  readonly triad: number | null;
}

export interface PeerResult {
  readonly peer: string;
  /** null: not here */
  readonly version: string | null;
  readonly missing?: string;
  readonly remark?: string;
  readonly threads: number;
  /** of one unit, in every round */
  readonly seconds: readonly number[];
  readonly median: number | null;
  /** our time : the peer's */
  readonly ratio: Ratio | null;
  /** share of an epoch that was measured; 1 for all */
  readonly share: number;
  /** its figures and ours, on the test rows after as many epochs; null where it trained no whole one */
  readonly figures: { readonly epochs: number; readonly theirs: Figures; readonly ours: Figures } | null;
  /** the figures are the same within noise */
  readonly agrees: boolean | null;
  readonly limit: { readonly atMost: number; readonly told: string; readonly passed: boolean } | null;
}

export interface CaseResult {
  readonly id: string;
  readonly title: string;
  readonly unit: "epoch" | "step" | "call";
  readonly ours: {
    readonly version: string | null;
    readonly missing?: string;
    readonly threads: number;
    readonly seconds: readonly number[];
    readonly median: number | null;
    /** counted dense, 2MNK for a product */
    readonly gflops: number | null;
    /** of its kernels' vectors; runs before 2026-11-30 do not say 128 */
    readonly vectorBits?: number;
    /** of the peak of fused multiply-adds on such vectors, of the threads it had */
    readonly limitShare: number | null;
    /** the same without the products of zeros; null where the input is dense */
    readonly effectiveGflops: number | null;
    readonly limit: { readonly atLeast: number; readonly passed: boolean } | null;
  };
  readonly peers: readonly PeerResult[];
}

/** A case without peers: E, F, G, H. */
export interface OwnResult {
  readonly id: string;
  readonly title: string;
  readonly value: number | null;
  readonly unit: string;
  readonly detail: string;
  readonly limit: { readonly most: number; readonly passed: boolean } | null;
}
