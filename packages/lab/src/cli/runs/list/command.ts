/** `minibatch runs list`: what it is called with. */
import { Command, InvalidArgumentError, Option } from "commander";
import { TRIAL_STATUSES, type TrialStatus } from "study";
import { parseWholeNumber } from "../../options/parse-whole-number.ts";
import { storeOption } from "../../options/store-option.ts";
import { addChoiceOptions, TRIAL_NAMES, WHERE_HELP } from "../choice/choice-options.ts";
import type { ListFlags } from "./run.ts";

const MOST_LINES = 1_000_000;
const DEFAULT_LINES = 50;

export function listCommand(): Command {
  return addChoiceOptions(new Command("list"), "trials", TRIAL_NAMES)
    .description("List the experiments of a store, or the trials of one of them.")
    .argument("[experiment]", "its trials, a line each; without it the experiments")
    .addOption(storeOption())
    .addOption(
      new Option("--status <list>", `only trials that are ${TRIAL_STATUSES.join(", ")}`).argParser(parseStatuses),
    )
    .addOption(
      new Option("--limit <n>", "show so many lines").argParser(parseWholeNumber(1, MOST_LINES)).default(DEFAULT_LINES),
    )
    .option("--all", "show every line")
    .addHelpText(
      "after",
      `\n${WHERE_HELP}\n\nExamples:
  $ minibatch runs list optimizers --status failed,pruned --all
  $ minibatch runs list optimizers --where 'rate < .1 and optimizer = adam'
  $ minibatch runs list optimizers --sort objective     the best first
  $ minibatch runs list optimizers --where 'validation-loss <= 0.3' --sort rate:desc`,
    )
    .action(async (name: string | undefined, _options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      await run(name, command.optsWithGlobals<ListFlags>());
    });
}

function parseStatuses(text: string): TrialStatus[] {
  const known: readonly string[] = TRIAL_STATUSES;
  const given = text.split(",").map((status) => status.trim());
  if (given.every((status): status is TrialStatus => known.includes(status))) return [...new Set(given)];
  throw new InvalidArgumentError(`It should be some of ${TRIAL_STATUSES.join(", ")}, with commas between.`);
}
