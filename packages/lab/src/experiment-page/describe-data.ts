/** What an experiment was trained on, in a line. */
import { dataSets } from "minibatch-data/sets";
import type { ExperimentPageInput } from "./experiment-page-input.ts";

/** "SYNTHETIC MNIST digits; 50,000 images ..." */
export function describeData({ spec, summary }: ExperimentPageInput): string {
  if (spec.data === null) return "none but what its training brings";
  const { words, describe } = dataSets[spec.data.set];
  return `${summary.synthetic ? "SYNTHETIC " : ""}${words.long}; ${describe(spec.data)}`;
}
