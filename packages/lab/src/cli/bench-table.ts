/** The results of `minibatch bench` for a reader. */
import type { BenchResults, CaseResult } from "../bench/bench-results.ts";
import { CASES } from "../bench/cases.ts";
import { formatTable } from "./format-table.ts";

export function formatBench({ environment, cases }: BenchResults): string {
  const { minibatch, node, cpu, cores, fmaPeak, blas, data } = environment;
  const skipped = cases.flatMap(({ id, skipped: reason }) =>
    reason === undefined ? [] : [`${id} left out: ${reason}.`],
  );
  return [
    formatTable(["case", "median", "threads", "GFLOP/s", "of the limit", ""], cases.map(formatRow), "lrrrrl"),
    "",
    ...skipped,
    ...(data === "synthetic" ? ["SYNTHETIC digits: times with MNIST differ, for it has other zeros."] : []),
    `minibatch ${minibatch}, Node ${node}, ${cpu}, ${cores === 1 ? "1 core" : `${cores} cores`}, ${blas ?? "no OpenBLAS"}.`,
    `The limit: ${fmaPeak.toFixed(1)} GFLOP/s for each thread (128-bit fused multiply-adds).`,
  ].join("\n");
}

function formatRow({ id, seconds, threads, gflops, limitShare }: CaseResult, i: number): string[] {
  return [
    id,
    seconds === null ? "-" : formatSeconds(seconds),
    String(threads),
    gflops === null ? "-" : gflops.toFixed(1),
    limitShare === null ? "-" : `${Math.round(limitShare * 100)}%`,
    CASES[i]!.title,
  ];
}

/** Three digits: `1.23 s`, `45.6 ms`, `7.89 us`. */
function formatSeconds(seconds: number): string {
  if (seconds >= 0.9995) return `${seconds.toPrecision(3)} s`;
  if (seconds >= 0.0009995) return `${(seconds * 1e3).toPrecision(3)} ms`;
  return `${(seconds * 1e6).toPrecision(3)} us`;
}
