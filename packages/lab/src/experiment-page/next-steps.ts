/** What is worth doing next, each step with the command that does it. */

import type { ExperimentSpec } from "study";
import { mean } from "study/statistics";
import { formatCount, formatSeconds } from "../page-kit/format-number.ts";
import { writeCommand } from "../shell/write-command.ts";
import type { DescribedExperiment } from "./describe-experiment.ts";
import type { ExperimentPageInput } from "./experiment-page-input.ts";
import { describeFailures } from "./failures.ts";
import { MORE_REPEATS_FILE, planMoreRepeats } from "./more-repeats.ts";
import { commandOfBest } from "./sections/best.ts";
import { countStillToCome } from "./still-to-come.ts";
import { dropFailed, failedThroughout } from "./without-failed.ts";
import { countOf } from "./words.ts";

export interface NextStep {
  /** what the command does, and why that is worth it */
  readonly why: string;
  readonly command: string;
}

/** Beside the page, as `writeExperimentReport` writes it. */
export const EXPERIMENT_FILE = "experiment.json";

/** Without it a command in the page's folder would begin a store of its own there. */
function storeOf({ store = null }: ExperimentPageInput): readonly string[] {
  return store === null ? [] : ["--store", store];
}

/** Of those that have a finished trial, whose time is known: others end early, or have not begun. */
function secondsPerTrial({ ranked }: DescribedExperiment): number {
  return mean(ranked.flatMap(({ trials }) => trials.filter(({ epochs }) => epochs > 0).map(({ seconds }) => seconds)));
}

/** What it takes, and how much of it is likely to be in vain. */
function planRepeats(source: DescribedExperiment, { repeats }: ExperimentSpec): NextStep {
  const { kept } = dropFailed(source);
  const left = source.configurations.length - kept.length;
  const which = left === 0 ? "" : ` but the ${left === 1 ? "one" : formatCount(left)} that failed throughout`;
  const count = kept.length * repeats;
  const failing = kept.filter(failedThroughout).length * repeats;
  const vain = failing === 0 ? "" : `, of which ${formatCount(failing)} are likely to fail again`;
  const time = formatSeconds(secondsPerTrial(source) * (count - failing));
  return {
    why:
      `Train every configuration${which} at ${repeats} seeds instead of ${source.input.spec.repeats}, so that more ` +
      `of them can be told apart (${countOf(count, "trial")}${vain}, about ${time} of training):`,
    command: writeCommand(["sweep"], [MORE_REPEATS_FILE], storeOf(source.input)),
  };
}

/** Nothing where nothing is still to come, or somebody works on it. */
function planToGoOn({ input }: DescribedExperiment): readonly NextStep[] {
  const { life = null, summary } = input;
  const open = countStillToCome(input) + summary.counts.cancelled;
  if (open === 0 || life?.kind === "working") return [];
  const trials = `${countOf(open, "trial")} that ${open === 1 ? "is" : "are"} still to come`;
  if (life?.kind !== "killed" || life.command === null) {
    return [{ why: `Go on with the ${trials}:`, command: writeCommand(["sweep"], [EXPERIMENT_FILE], storeOf(input)) }];
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
  const { name } = input.spec;
  const failures = describeFailures(source.configurations);
  const more = planMoreRepeats(source);
  return [
    ...planToGoOn(source),
    ...(failures === null
      ? []
      : [
          {
            why:
              "See each failed trial with its cause, then change what the cause names in a copy of " +
              `${EXPERIMENT_FILE}, give that another name, and sweep it:`,
            command: writeCommand(["runs", "list"], [name], ["--status", "failed", ...storeOf(input)]),
          },
        ]),
    ...(more === null ? [] : [planRepeats(source, more)]),
    ...(input.best === null
      ? []
      : [
          {
            why:
              input.spec.model === null
                ? "Train the best configuration again:"
                : "Train the best configuration again, and keep its network:",
            command: commandOfBest(input),
          },
        ]),
  ];
}
