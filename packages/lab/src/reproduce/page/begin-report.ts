/**
 * The report of a run that has no figures yet, so that what lies in a directory is never taken for the run that was
 * last started there: an interruption would otherwise leave an earlier run's finished report under the new run's name.
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson } from "study/json";
import { describeWriteFailure, OUT_ELSEWHERE, systemCode } from "../../files/describe-write-failure.ts";
import { writeWhole } from "../../files/write-whole.ts";
import type { BegunReport, Reproduction } from "../results.ts";
import { renderBegunPage } from "./render-begun-page.ts";

export type Beginning = Omit<BegunReport, "schema" | "complete" | "synthetic">;

const FIGURE_FILE = /^figure-\d+\.(svg|png)$/;
const MODEL_FILE = /^(best-digits|figure-2-sequences)\.minibatch$/;

/**
 * Leaves a report of the same run as it is. One of another run gives way, with its figures and networks; the trainings
 * behind them are kept, so that its own call writes it again without training. Throws OutputError when the disk
 * refuses.
 */
export function beginReport(beginning: Beginning, directory: string): void {
  const results = join(directory, "results.json");
  if (isOfRun(results, beginning)) return;
  const { data } = beginning;
  const report: BegunReport = {
    schema: "minibatch.reproduction-begun/1",
    complete: false,
    synthetic: data.mnist.source === "synthetic" || data.sequences.source === "synthetic",
    ...beginning,
  };
  writeWhole(results, `${JSON.stringify(report, null, 2)}\n`);
  writeWhole(join(directory, "index.html"), renderBegunPage(report));
  removeFiles(join(directory, "figures"), FIGURE_FILE);
  removeFiles(join(directory, "models"), MODEL_FILE);
}

/** The same call on the same data by the same version: its figures are these, wherever and whenever it ran. */
function isOfRun(results: string, beginning: Beginning): boolean {
  try {
    const found = JSON.parse(readFileSync(results, "utf8")) as Reproduction | BegunReport;
    return canonicalJson(identify(found)) === canonicalJson(identify(beginning));
  } catch {
    // missing, or not ours, or not readable: writing it tells what is wrong
    return false;
  }
}

function identify({ quick, seed, environment, data }: Beginning): unknown {
  const { minibatch, numerics } = environment;
  return { quick, seed, minibatch, numerics, mnist: data.mnist.sha256, sequences: data.sequences.sha256 };
}

/** Only what a report consists of: the directory may be one where the user keeps other things too. */
function removeFiles(folder: string, name: RegExp): void {
  try {
    for (const file of readdirSync(folder)) if (name.test(file)) rmSync(join(folder, file));
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw describeWriteFailure("Cannot replace", folder, error, OUT_ELSEWHERE);
  }
}
