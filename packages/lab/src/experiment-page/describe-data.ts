/** What an experiment was trained on, in a line. */
import { definitionOf } from "minibatch-data/sets";
import type { ExperimentPageInput } from "./experiment-page-input.ts";

/** "SYNTHETIC MNIST digits; 50,000 images ..." */
export function describeData({ spec, summary }: ExperimentPageInput): string {
  const { words, describe } = definitionOf(spec.data);
  return `${summary.synthetic ? "SYNTHETIC " : ""}${words.long}; ${describe(spec.data)}`;
}
