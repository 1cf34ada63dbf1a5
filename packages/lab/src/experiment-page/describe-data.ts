/** What an experiment was trained on, in a line. */
import type { ExperimentData } from "study";
import { formatCount } from "../report/format-number.ts";
import type { ExperimentPageInput } from "./experiment-page-input.ts";

function describeRows(data: ExperimentData): string {
  if (data.set === "sequences") return data.rows === null ? "" : `, the first ${formatCount(data.rows)} rows`;
  const parts = [
    ["training", data.trainRows],
    ["validation", data.validationRows],
    ["test", data.testRows],
  ] as const;
  const limited = parts.flatMap(([part, rows]) => (rows === null ? [] : [`${formatCount(rows)} ${part}`]));
  return limited.length === 0 ? "" : `, the first ${limited.join(", ")} rows`;
}

function describeSplit(data: ExperimentData): string {
  if (data.set === "mnist") {
    return data.split === "sweep"
      ? "50,000 images for training, 10,000 for validation"
      : "all 60,000 images for training";
  }
  const seed = data.splitSeed === null ? "drawn anew by each seed" : `drawn by seed ${data.splitSeed}`;
  return `80% for training, 20% for validation, ${seed}${data.split === "grouped" ? ", equal rows together" : ""}`;
}

const names = { mnist: "MNIST digits", sequences: "binary sequences, typed or random" } as const;

/** "SYNTHETIC MNIST digits; 50,000 images ..." */
export function describeData({ spec, summary }: ExperimentPageInput): string {
  const name = `${summary.synthetic ? "SYNTHETIC " : ""}${names[spec.data.set]}`;
  return `${name}; ${describeSplit(spec.data)}${describeRows(spec.data)}`;
}
