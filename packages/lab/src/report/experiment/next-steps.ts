/** What is worth doing next, each step with the command that does it. */
import { writeCommand } from "../../commands/write-command.ts";
import { formatSeconds } from "../format-number.ts";
import type { DescribedExperiment } from "./describe-experiment.ts";
import { describeFailures } from "./failures.ts";
import { MORE_REPEATS_FILE, planMoreRepeats } from "./more-repeats.ts";
import { BEST_FILE } from "./section-best.ts";
import { countStillToCome } from "./still-to-come.ts";
import { countOf } from "./words.ts";

export interface NextStep {
  /** what the command does, and why that is worth it */
  readonly why: string;
  readonly command: string;
}

/** Beside the page, as `writeExperimentReport` writes it. */
export const EXPERIMENT_FILE = "experiment.json";

/** ": 60 trials, about 3 min of training"; empty before anything has been trained */
function tellCost({ input, configurations }: DescribedExperiment, repeats: number): string {
  const begun = input.trials.filter(({ epochs }) => epochs > 0).length;
  if (begun === 0) return "";
  const count = configurations.length * repeats;
  return ` (${countOf(count, "trial")}, about ${formatSeconds((input.summary.seconds / begun) * count)} of training)`;
}

/** Nothing where nothing is still to come, or somebody works on it. */
function planToGoOn({ input }: DescribedExperiment): readonly NextStep[] {
  const { life = null, summary } = input;
  const open = countStillToCome(input) + summary.counts.cancelled;
  if (open === 0 || life?.kind === "working") return [];
  const trials = `${countOf(open, "trial")} that ${open === 1 ? "is" : "are"} still to come`;
  if (life?.kind !== "killed" || life.command === null) {
    return [{ why: `Go on with the ${trials}:`, command: writeCommand(["sweep"], [EXPERIMENT_FILE]) }];
  }
  return [
    {
      why: `Go on with the ${trials}, those that were begun from their last epochs; to be pasted anywhere:`,
      command: life.command,
    },
  ];
}

/** The most urgent first. */
export function planNextSteps(source: DescribedExperiment): readonly NextStep[] {
  const { input } = source;
  const { name, repeats } = input.spec;
  const failures = describeFailures(source.configurations);
  const more = planMoreRepeats(source);
  return [
    ...planToGoOn(source),
    ...(failures === null
      ? []
      : [
          {
            why: `See each failed trial with its cause, then change what the cause names in a copy of ${EXPERIMENT_FILE}, give that another name, and sweep it:`,
            command: writeCommand(["runs", "list"], [name], ["--status", "failed"]),
          },
        ]),
    ...(more === null
      ? []
      : [
          {
            why: `Train every configuration at ${more.repeats} seeds instead of ${repeats}, so that more of them can be told apart${tellCost(source, more.repeats)}:`,
            command: writeCommand(["sweep"], [MORE_REPEATS_FILE]),
          },
        ]),
    ...(input.best === null
      ? []
      : [
          {
            why: "Train the best configuration again, and keep its network:",
            command: writeCommand(["train"], [BEST_FILE]),
          },
        ]),
  ];
}
