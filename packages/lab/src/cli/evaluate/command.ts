/** `minibatch evaluate`: what it is called with. */
import { Command, Option } from "commander";
import { setNames } from "minibatch-data/sets";
import { dataOption, offlineOption } from "../options/data-option.ts";
import { readOption } from "../options/own-file-options.ts";
import { parsePath } from "../options/parse-path.ts";
import { storeOption } from "../options/store-option.ts";
import type { EvaluateFlags } from "./run.ts";

const EXAMPLE = `
MODEL is a .minibatch file, or EXPERIMENT/NUMBER for a finished trial in the store.

Examples:
  $ minibatch evaluate digits.minibatch                      on the test split of what it was trained on
  $ minibatch evaluate optimizers/3 --split validation
  $ minibatch evaluate penguins.minibatch --data more-penguins.csv
  $ minibatch evaluate reproduction/models/best-digits.minibatch --set mnist --data ~/data`;

export function evaluateCommand(): Command {
  return new Command("evaluate")
    .description("Tell how well a trained network does on rows it was not trained on: loss, accuracy, every class.")
    .argument("<model>", "file, or EXPERIMENT/NUMBER")
    .addOption(storeOption())
    .addOption(dataOption("file of rows as --input, or for a named set its folder with mnist/ and its like"))
    .addOption(new Option("--set <name>", "data set (default: the one it was trained on)").choices(setNames))
    .option(
      "--input <file>",
      "rows of a file, with the target's column (default: those it was trained from)",
      parsePath,
    )
    .addOption(readOption(" (default: as what it was trained on, of the same format)"))
    .addOption(
      new Option("--split <name>", "which rows (default: test, or validation where there is no test split)").choices([
        "train",
        "validation",
        "test",
      ]),
    )
    .addOption(offlineOption())
    .addHelpText("after", EXAMPLE)
    .action(async (model: string, _options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      await run(model, command.optsWithGlobals<EvaluateFlags>());
    });
}
