/** What an experiment was trained on, in a line. */
import { dataSets } from "minibatch-data/sets";
import type { ExperimentInput } from "./experiment-input.ts";

/** "SYNTHETIC MNIST digits; 50,000 images ..." */
export function describeData({ spec, summary }: ExperimentInput): string {
  const { words, describe } = dataSets[spec.data.set];
  return `${summary.synthetic ? "SYNTHETIC " : ""}${words.long}; ${describe(spec.data)}`;
}
