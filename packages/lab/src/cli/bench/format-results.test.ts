import { expect, test } from "vitest";
import { faultsOf } from "../../../test/find-faults.ts";
import { fitLines } from "../terminal/fit-lines.ts";
import type { BenchResults, CaseResult } from "./bench-results.ts";
import { CASES } from "./cases/cases.ts";
import { formatBench } from "./format-results.ts";

const timed = (seconds: number, gflops: number | null): Omit<CaseResult, "id"> => ({
  seconds,
  narrowSeconds: null,
  threads: 2,
  numerics: "fast",
  gflops,
  limitShare: gflops === null ? null : gflops / 100,
});
const skipped = {
  seconds: null,
  narrowSeconds: null,
  threads: 2,
  numerics: "fast",
  gflops: null,
  limitShare: null,
} as const;

const results: BenchResults = {
  environment: {
    minibatch: "0.1.0",
    node: "v26.10.0",
    platform: "linux 6 x64",
    cpu: "A processor",
    cores: 2,
    threads: 2,
    load: 0,
    blas: null,
    vectors: 128,
    fmaPeak: 50,
    data: "synthetic",
    date: "2026-11-24T12:00:00.000Z",
  },
  cases: CASES.map(({ id }) => {
    if (id === "C-blas") return { id, ...skipped, skipped: "there is none" };
    if (id === "E") return { id, ...timed(0.0504, null) };
    return { id, ...(id.startsWith("B") ? timed(3.254e-6, 8.47) : timed(1.2345, 150.04)) };
  }),
};

test("a case is one row: three digits, its share, and what it is; what is missing says why", () => {
  const lines = formatBench(results).split("\n");
  expect(lines[2]).toMatch(/^A +1\.23 s +2 +150\.0 +150% {2}784-200-100-10 ReLU/);
  expect(lines.find((line) => line.startsWith("B-sgd"))).toMatch(/^B-sgd +3\.25 us +2 +8\.5 +8% {2}20-20-1/);
  expect(lines.find((line) => line.startsWith("E "))).toMatch(/^E +50\.4 ms +2 +- +- {2}from import/);
  expect(lines).toContain("C-blas left out: there is none.");
});

test("beside wide vectors stand narrow ones, and the gain", () => {
  const wide: BenchResults = {
    environment: { ...results.environment, vectors: 256 },
    cases: results.cases.map((result) => ({
      ...result,
      ...(result.seconds === null ? { seconds: null, narrowSeconds: null } : { seconds: 1, narrowSeconds: 1.5 }),
    })),
  };
  const both = formatBench(wide);
  expect(both).toMatch(/^case +median +128 bits +gain +threads/);
  expect(both).toMatch(/^A +1\.00 s +1\.50 s +1\.50x +2 /m);
  expect(both).toMatch(/^C-blas +- +- +- +2 /m);
  expect(both).toContain("MINIBATCH_WIDE=off");
  expect(formatBench(results)).toContain("All on vectors of 128 bits");
});

test("stand-ins for MNIST are labelled", () => {
  expect(formatBench(results)).toContain("SYNTHETIC digits");
  expect(formatBench({ ...results, environment: { ...results.environment, data: "mnist" } })).not.toContain(
    "SYNTHETIC",
  );
});

test.each([60, 80, 120, 200])(
  "at %i columns no line is longer, no word broken, nothing cut without a mark",
  (columns) => {
    expect(faultsOf(fitLines(formatBench(results, columns), columns), formatBench(results), columns)).toEqual([]);
  },
);
