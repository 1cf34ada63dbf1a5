/** Times the cases one after the other, and the machine's limit before and after them. */
import type { Blas } from "minibatch";
import type { BenchResults, CaseResult } from "./bench-results.ts";
import type { BenchData } from "./cases/bench-data.ts";
import type { BenchSize } from "./cases/bench-size.ts";
import { type BenchCase, CASES } from "./cases/cases.ts";
import { timeSubject } from "./cases/subject.ts";
import { describeMachine } from "./machine/describe-machine.ts";
import { measureFmaPeak } from "./machine/fma-peak.ts";

export interface BenchOptions {
  readonly data: BenchData;
  readonly source: BenchResults["environment"]["data"];
  readonly size: BenchSize;
  /** of the cases on all threads */
  readonly threads: number;
  readonly blas: Blas | null;
  /** milliseconds, monotonic */
  now(): number;
  /** called as each case begins */
  onCase(id: string, title: string): void;
  /** its reason is thrown between two runs */
  readonly signal: AbortSignal;
}

const NUMERICS = "fast";
const GIGA = 1e9;

type Timing = Pick<CaseResult, "id" | "seconds" | "threads"> & { readonly skipped?: string };

export async function runCases(options: BenchOptions): Promise<BenchResults> {
  const { source, threads, blas, now } = options;
  const machine = describeMachine();
  const peakBefore = measureFmaPeak(now);
  const timings: Timing[] = [];
  for (const benchCase of CASES) timings.push(await timeCase(benchCase, options));
  // a processor changes its speed: the limit is the best it has shown
  const fmaPeak = Math.max(peakBefore, measureFmaPeak(now)) / GIGA;
  return {
    environment: { ...machine, threads, blas: blas?.name ?? null, vectors: 128 as const, fmaPeak, data: source },
    cases: timings.map((timing, i) => rateCase(CASES[i]!, timing, fmaPeak)),
  };
}

async function timeCase(benchCase: BenchCase, options: BenchOptions): Promise<Timing> {
  const { id, title } = benchCase;
  const { data, size, blas, now, signal } = options;
  signal.throwIfAborted();
  options.onCase(id, title);
  const wished = benchCase.threads === "all" ? options.threads : 1;
  const subject = await benchCase.open({ data, threads: wished, blas, now });
  if ("skipped" in subject) return { id, seconds: null, threads: wished, skipped: subject.skipped };
  try {
    return { id, seconds: await timeSubject(subject, size, now, signal), threads: subject.threads };
  } finally {
    await subject.dispose();
  }
}

function rateCase({ operations }: BenchCase, timing: Timing, fmaPeak: number): CaseResult {
  const { id, seconds, threads, skipped } = timing;
  const gflops = operations === null || seconds === null ? null : operations / seconds / GIGA;
  const limitShare = gflops === null ? null : gflops / (fmaPeak * threads);
  const result = { id, seconds, narrowSeconds: null, threads, numerics: NUMERICS, gflops, limitShare } as const;
  return skipped === undefined ? result : { ...result, skipped };
}
