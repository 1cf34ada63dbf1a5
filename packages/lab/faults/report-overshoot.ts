/**
 * Sweeps whose losses overshoot by ever more without diverging, each reported in a process of its own: painting them
 * once ended it.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runMinibatch } from "../test/run-minibatch.ts";
import type { Measured } from "./fault-report.ts";

const RATES = [300, 1_000, 1e5, 1e7, 1e9, 1e12];

/** Two rates that learn, and one that overshoots. */
function describeExperiment(rate: number) {
  return {
    name: "overshoot",
    data: { set: "sequences", rows: 400 },
    model: {
      inputs: 20,
      layers: [
        { kind: "dense", units: 20, activation: "relu" },
        { kind: "dense", units: 1 },
      ],
      loss: "sigmoid-binary-cross-entropy",
    },
    optimizer: { kind: "sgd" },
    training: { epochs: 5, batchSize: 16, evaluateTrain: true },
    repeats: 3,
    parameters: { rate: { values: [0.01, 0.1, rate], at: "optimizer.learningRate" } },
  };
}

export async function reportOvershoot(log: (line: string) => void): Promise<Measured> {
  let written = 0;
  for (const rate of RATES) {
    const folder = mkdtempSync(join(tmpdir(), "overshoot-"));
    try {
      const file = join(folder, "experiment.json");
      writeFileSync(file, JSON.stringify(describeExperiment(rate)));
      const store = ["--store", join(folder, "lab.sqlite")];
      const sweep = await runMinibatch(["sweep", file, ...store]);
      if (sweep.code !== 0) throw new Error(`Cannot sweep at rate ${rate}: ${sweep.stderr.trim()}`);
      const out = join(folder, "report");
      const { code, stderr } = await runMinibatch(["report", "overshoot", ...store, "--out", out]);
      const isWhole = code === 0 && stderr === "" && isReport(out);
      log(
        `rate ${rate}: the report ended with ` +
          `${code}${isWhole ? "" : `, ${stderr.trim() || "its files are not all there"}`}`,
      );
      if (isWhole) written++;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const limit = `${RATES.length} of ${RATES.length}`;
  const measured = `${written} of ${RATES.length}`;
  return { what: "reports of losses that overshoot", measured, limit, isMet: written === RATES.length };
}

/** The page, the results, and every figure in both formats. */
function isReport(out: string): boolean {
  if (!["index.html", "results.json"].every((name) => existsSync(join(out, name)))) return false;
  const figures = readdirSync(join(out, "figures")).map((name) => join(out, "figures", name));
  return figures.length >= 6 && figures.every((figure) => statSync(figure).size > 1000);
}
