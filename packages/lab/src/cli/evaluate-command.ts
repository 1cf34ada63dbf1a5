/** `minibatch evaluate`: what it is called with. The work is in `run-evaluate.ts`. */
import { Command, Option } from "commander";
import { type SetName, setNames } from "minibatch-data/sets";
import { dataFolders } from "./data-folders.ts";
import { parsePath } from "./parse-path.ts";
import { storeOption } from "./store-option.ts";

export interface EvaluateFlags {
  readonly store?: string;
  readonly data?: string;
  readonly set?: SetName;
  readonly split?: "train" | "validation" | "test";
  readonly offline?: true;
  readonly json?: true;
}

const EXAMPLE = `
MODEL is a .minibatch file, or EXPERIMENT/NUMBER for a finished trial in the store.

Examples:
  $ minibatch evaluate digits.minibatch                      on the test split of what it was trained on
  $ minibatch evaluate optimizers/3 --split validation
  $ minibatch evaluate reproduction/models/best-digits.minibatch --set mnist --data ~/data`;

export function evaluateCommand(): Command {
  return new Command("evaluate")
    .description("Tell how well a trained network does on rows it was not trained on: loss, accuracy, every class.")
    .argument("<model>", "file, or EXPERIMENT/NUMBER")
    .addOption(storeOption())
    .option("--data <dir>", `folder with ${dataFolders} (default: MINIBATCH_DATA, else the cache folder)`, parsePath)
    .addOption(new Option("--set <name>", "data set (default: the one it was trained on)").choices(setNames))
    .addOption(
      new Option("--split <name>", "which rows (default: test, or validation where there is no test split)").choices([
        "train",
        "validation",
        "test",
      ]),
    )
    .option("--offline", "never use the network for data sets")
    .addHelpText("after", EXAMPLE)
    .action(async (model: string, _options: unknown, command: Command) => {
      const { runEvaluate } = await import("./run-evaluate.ts");
      await runEvaluate(model, command.optsWithGlobals<EvaluateFlags>());
    });
}
