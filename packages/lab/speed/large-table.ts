/** A table of a million rows and 20 columns from its file to a trained network, as CSV, NPY and Parquet. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Measured } from "../faults/fault-report.ts";
import { runBuilt } from "./run-built.ts";

const MOST_SECONDS = 20;
const MOST_MEGABYTES = 1500;
const FORMATS = ["csv", "npy", "parquet"] as const;

/** Of the texts those that are no categories, a thousand and 50,000 different ones, are read and left out. */
const describeTraining = (format: string) => ({
  name: format,
  data: {
    ...{ file: `table.${format}`, target: "species", ignore: ["product", "person"] },
    split: { validation: 0.1, test: 0.1 },
  },
  model: { hidden: [64, 32] },
  optimizer: { kind: "adam", learningRate: 0.001 },
  training: { epochs: 1, batchSize: 256 },
});

export async function measureLargeTable(log: (line: string) => void): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-table-"));
  try {
    execFileSync(process.execPath, [fileURLToPath(new URL("make-table.ts", import.meta.url)), folder]);
    const seconds: number[] = [];
    const results: Measured[] = [];
    for (const format of FORMATS) {
      const [file, out] = [join(folder, `${format}.json`), join(folder, `${format}.minibatch`)];
      writeFileSync(file, JSON.stringify(describeTraining(format)));
      const run = await runBuilt(["train", file, "--store", join(folder, `${format}.sqlite`), "--out", out]);
      const megabytes = Math.max(...run.resident.map((one) => one.megabytes));
      const size = (statSync(join(folder, `table.${format}`)).size / 2 ** 20).toFixed(0);
      log(`${format}, ${size} MB: ${run.seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB resident`);
      seconds.push(run.seconds);
      const isFirst = format === "csv";
      results.push({
        what: `1,000,000 x 20 as ${format}: read, prepared, an epoch of 64-32, saved`,
        measured: `${run.seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB`,
        limit: `<= ${isFirst ? `${MOST_SECONDS} s` : "the time of csv"}, <= ${MOST_MEGABYTES} MB`,
        isMet: run.seconds <= (isFirst ? MOST_SECONDS : seconds[0]!) && megabytes <= MOST_MEGABYTES,
      });
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
