/** The results of `minibatch bench` for a reader. */

import { type Column, fitTable, tellLeft } from "../tables/fit-table.ts";
import type { BenchResults, CaseResult } from "./bench-results.ts";
import { CASES } from "./cases/cases.ts";

export function formatBench({ environment, cases }: BenchResults, width: number = Number.POSITIVE_INFINITY): string {
  const { minibatch, node, cpu, cores, fmaPeak, blas, data, vectors } = environment;
  const skipped = cases.flatMap(({ id, skipped: reason }) =>
    reason === undefined ? [] : [`${id} left out: ${reason}.`],
  );
  return [
    ...tableOf(cases, vectors === 256, width),
    "",
    ...skipped,
    ...(data === "synthetic" ? ["SYNTHETIC digits: times with MNIST differ, for it has other zeros."] : []),
    `minibatch ${minibatch}, Node ${node}, ${cpu}, ${cores === 1 ? "1 core" : `${cores} cores`}, ` +
      `${blas ?? "no OpenBLAS"}.`,
    vectors === 256
      ? "Medians are on vectors of 256 bits; beside them the same on 128, as MINIBATCH_WIDE=off has it."
      : "All on vectors of 128 bits; --debug says why.",
    `The limit: ${fmaPeak.toFixed(1)} GFLOP/s for each thread (128-bit fused multiply-adds).`,
  ].join("\n");
}

function tableOf(cases: readonly CaseResult[], isWide: boolean, width: number): string[] {
  const cells = (format: (result: CaseResult) => string): string[] => cases.map(format);
  const { text, left } = fitTable(
    [
      { head: "case", align: "l", cells: cells(({ id }) => id) },
      { head: "median", align: "r", cells: cells(({ seconds }) => (seconds === null ? "-" : formatSeconds(seconds))) },
      ...(isWide ? narrowColumns(cases) : []),
      { head: "threads", align: "r", cells: cells(({ threads }) => String(threads)), matters: 3 },
      { head: "GFLOP/s", align: "r", cells: cells(({ gflops }) => gflops?.toFixed(1) ?? "-"), matters: 2 },
      { head: "of the limit", align: "r", cells: cells(({ limitShare }) => formatShare(limitShare)), matters: 1 },
      { head: "", align: "l", cells: cases.map((_, i) => CASES[i]!.title), matters: 0 },
    ],
    width,
  );
  return [text, ...tellLeft(left.map((head) => head || "what it is"))];
}

function narrowColumns(cases: readonly CaseResult[]): Column[] {
  const gainOf = ({ seconds, narrowSeconds }: CaseResult): string =>
    seconds === null || narrowSeconds === null ? "-" : `${(narrowSeconds / seconds).toFixed(2)}x`;
  const narrow = cases.map(({ narrowSeconds }) => (narrowSeconds === null ? "-" : formatSeconds(narrowSeconds)));
  return [
    { head: "128 bits", align: "r", cells: narrow, matters: 4 },
    { head: "gain", align: "r", cells: cases.map(gainOf), matters: 5 },
  ];
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
