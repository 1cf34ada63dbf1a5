/** Times the cases one after the other, each on both widths in turn, and the machine's limit before and after them. */
import type { Blas } from "minibatch";
import type { BenchResults, CaseResult } from "./bench-results.ts";
import type { BenchData } from "./cases/bench-data.ts";
import type { BenchSize } from "./cases/bench-size.ts";
import type { BenchCase } from "./cases/cases.ts";
import { type Subject, timeAlternating } from "./cases/subject.ts";
import { describeMachine } from "./machine/describe-machine.ts";
import { measureFmaPeak } from "./machine/fma-peak.ts";
import type { OtherWidth } from "./other-width.ts";

export interface BenchOptions {
  readonly data: BenchData;
  readonly cases: readonly BenchCase[];
  readonly source: BenchResults["environment"]["data"];
  readonly size: BenchSize;
  /** of the cases on all threads */
  readonly threads: number;
  readonly blas: Blas | null;
  /** a process on vectors of 128 bits, which times the same in turn; null where this one has no others */
  readonly narrow: OtherWidth | null;
  /** milliseconds, monotonic */
  now(): number;
  /** called as each case begins */
  onCase(id: string, title: string): void;
  /** its reason is thrown between two runs */
  readonly signal: AbortSignal;
}

const NUMERICS = "fast";
const GIGA = 1e9;

type Timing = Pick<CaseResult, "id" | "seconds" | "narrowSeconds" | "threads"> & { readonly skipped?: string };

export async function runCases(options: BenchOptions): Promise<BenchResults> {
  const { cases, source, threads, blas, narrow, now } = options;
  const vectors = narrow === null ? 128 : 256;
  const machine = describeMachine();
  const peakBefore = measureFmaPeak(now);
  const timings: Timing[] = [];
  for (const benchCase of cases) timings.push(await timeCase(benchCase, options));
  // a processor changes its speed: the limit is the best it has shown
  const fmaPeak = Math.max(peakBefore, measureFmaPeak(now)) / GIGA;
  return {
    environment: { ...machine, threads, blas: blas?.name ?? null, vectors, fmaPeak, data: source },
    cases: timings.map((timing, i) => rateCase(cases[i]!, timing, fmaPeak)),
  };
}

async function timeCase(benchCase: BenchCase, options: BenchOptions): Promise<Timing> {
  const { id, title } = benchCase;
  const { data, size, blas, narrow, now, signal } = options;
  signal.throwIfAborted();
  options.onCase(id, title);
  const wished = benchCase.threads === "all" ? options.threads : 1;
  const opened: Subject[] = [];
  try {
    const own = await benchCase.open({ data, threads: wished, blas, now });
    if ("skipped" in own) return { id, seconds: null, narrowSeconds: null, threads: wished, skipped: own.skipped };
    opened.push(own);
    const other = await narrow?.open(id, wished);
    if (other !== undefined && !("skipped" in other)) opened.push(other);
    const [seconds, narrowSeconds = null] = await timeAlternating(opened, size, now, signal);
    return { id, seconds: seconds!, narrowSeconds, threads: own.threads };
  } finally {
    for (const subject of opened) await subject.dispose();
  }
}

function rateCase({ operations }: BenchCase, timing: Timing, fmaPeak: number): CaseResult {
  const { id, seconds, narrowSeconds, threads, skipped } = timing;
  const gflops = operations === null || seconds === null ? null : operations / seconds / GIGA;
  const limitShare = gflops === null ? null : gflops / (fmaPeak * threads);
  const result = { id, seconds, narrowSeconds, threads, numerics: NUMERICS, gflops, limitShare } as const;
  return skipped === undefined ? result : { ...result, skipped };
}
