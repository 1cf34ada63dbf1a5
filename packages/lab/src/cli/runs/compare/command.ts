/** `minibatch runs compare`: what it is called with. */
import { Command, InvalidArgumentError, Option } from "commander";
import { parseWholeNumber } from "../../options/parse-whole-number.ts";
import { storeOption } from "../../options/store-option.ts";
import { addChoiceOptions } from "../choice/choice-options.ts";
import type { CompareFlags } from "./run.ts";

const MOST_EPOCHS = 1_000_000;

export function compareCommand(): Command {
  return addChoiceOptions(
    new Command("compare"),
    "configurations",
    "parameters and configuration; for --sort also mean and repeats",
  )
    .description("Rank an experiment's configurations, and tell which of them can be told apart.")
    .argument("<experiment>", "its name")
    .argument("[configuration...]", "numbers of configurations (default: all)", collectConfigurations)
    .addOption(storeOption())
    .option("--metric <name>", "as validation-accuracy, train-loss (default: the experiment's objective)")
    .addOption(
      new Option(
        "--epoch <which>",
        "last, best, or a number: the figure after that epoch (default: of the network that is kept)",
      ).argParser(parseEpoch),
    )
    .option("--all", "show every configuration and pair")
    .addHelpText(
      "after",
      `\nExamples:
  $ minibatch runs compare optimizers 0 2 --metric validation-loss --epoch best
  $ minibatch runs compare optimizers --where 'optimizer != sgd' --sort rate`,
    )
    .action(async (name: string, configurations: number[] | undefined, _options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      await run(name, configurations ?? [], command.optsWithGlobals<CompareFlags>());
    });
}

function collectConfigurations(text: string, before: number[] | undefined): number[] {
  return [...(before ?? []), parseWholeNumber(0, Number.MAX_SAFE_INTEGER)(text)];
}

function parseEpoch(text: string): number | "last" | "best" {
  if (text === "last" || text === "best") return text;
  try {
    return parseWholeNumber(1, MOST_EPOCHS)(text);
  } catch {
    throw new InvalidArgumentError("It should be last, best or the number of an epoch.");
  }
}
