/** The results of `minibatch bench` for a reader. */

import { fitTable, tellLeft } from "../tables/fit-table.ts";
import type { BenchResults, CaseResult } from "./bench-results.ts";
import { CASES } from "./cases/cases.ts";

export function formatBench({ environment, cases }: BenchResults, width: number = Number.POSITIVE_INFINITY): string {
  const { minibatch, node, cpu, cores, fmaPeak, blas, data } = environment;
  const skipped = cases.flatMap(({ id, skipped: reason }) =>
    reason === undefined ? [] : [`${id} left out: ${reason}.`],
  );
  return [
    ...tableOf(cases, width),
    "",
    ...skipped,
    ...(data === "synthetic" ? ["SYNTHETIC digits: times with MNIST differ, for it has other zeros."] : []),
    `minibatch ${minibatch}, Node ${node}, ${cpu}, ${cores === 1 ? "1 core" : `${cores} cores`}, ` +
      `${blas ?? "no OpenBLAS"}.`,
    `The limit: ${fmaPeak.toFixed(1)} GFLOP/s for each thread (128-bit fused multiply-adds).`,
  ].join("\n");
}

function tableOf(cases: readonly CaseResult[], width: number): string[] {
  const cells = (format: (result: CaseResult) => string): string[] => cases.map(format);
  const { text, left } = fitTable(
    [
      { head: "case", align: "l", cells: cells(({ id }) => id) },
      { head: "median", align: "r", cells: cells(({ seconds }) => (seconds === null ? "-" : formatSeconds(seconds))) },
      { head: "threads", align: "r", cells: cells(({ threads }) => String(threads)), matters: 3 },
      { head: "GFLOP/s", align: "r", cells: cells(({ gflops }) => gflops?.toFixed(1) ?? "-"), matters: 2 },
      { head: "of the limit", align: "r", cells: cells(({ limitShare }) => formatShare(limitShare)), matters: 1 },
      { head: "", align: "l", cells: cases.map((_, i) => CASES[i]!.title), matters: 0 },
    ],
    width,
  );
  return [text, ...tellLeft(left.map((head) => head || "what it is"))];
}

function formatShare(share: number | null): string {
  return share === null ? "-" : `${Math.round(share * 100)}%`;
}

/** Three digits: `1.23 s`, `45.6 ms`, `7.89 us`. */
function formatSeconds(seconds: number): string {
  if (seconds >= 0.9995) return `${seconds.toPrecision(3)} s`;
  if (seconds >= 0.0009995) return `${(seconds * 1e3).toPrecision(3)} ms`;
  return `${(seconds * 1e6).toPrecision(3)} us`;
}
