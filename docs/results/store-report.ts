/**
 * Keeps what the pages say of a whole run of the report: `node --conditions=minibatch-source
 * docs/results/store-report.ts reproduction/results.json`. Refuses a reduced or synthetic one.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Reproduction } from "../../packages/lab/src/reproduce/results.ts";
import type { StoredReport } from "../tables/result-tables.ts";

export const REPORT = join(import.meta.dirname, "report.json");

/** The few figures of a run that pages tell. `before` has what a run cannot say of itself. */
export function digest(results: Reproduction, before: StoredReport): StoredReport {
  const { complete, quick, synthetic, environment, problem2, claims, seconds } = results;
  if (!complete || quick || synthetic)
    throw new Error("Cannot keep this run: it is reduced, synthetic or not complete; run npm start with the real data");
  const round = (value: number): number => Number(value.toFixed(4));
  const { accuracy, loss, runs } = problem2.best;
  return {
    ...before,
    about:
      "What `npm start` came to: the whole report on the real data. Written by docs/results/store-report.ts from " +
      "its results.json.",
    date: environment.date.slice(0, 10),
    seed: results.seed,
    machine: `${environment.cpu}, ${environment.cores} cores`,
    seconds: Math.round(seconds.total),
    best: {
      accuracy: { mean: round(accuracy.mean), sd: round(accuracy.sd) },
      loss: { mean: round(loss.mean), sd: round(loss.sd) },
      seeds: runs.length,
    },
    sweep: problem2.sweep.map(({ activation, learningRate, validationAccuracy }) => ({
      activation,
      learningRate,
      validationAccuracy: round(validationAccuracy.at(-1)!),
    })),
    claims: Object.fromEntries(claims.map(({ id, verdict }) => [id, verdict])),
  };
}

if (import.meta.main) {
  const before = JSON.parse(readFileSync(REPORT, "utf8")) as StoredReport;
  const results = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as Reproduction;
  writeFileSync(REPORT, `${JSON.stringify(digest(results, before), null, 2)}\n`);
}
