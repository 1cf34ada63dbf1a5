/** `minibatch runs show`: what it is called with. */
import { Command } from "commander";
import { storeOption } from "../../options/store-option.ts";
import { addChoiceOptions } from "../choice/choice-options.ts";
import type { ShowFlags } from "./run.ts";

export function showCommand(): Command {
  return addChoiceOptions(new Command("show"), "epochs of the trial", "epoch and the figures, as validation-loss")
    .description("Tell all about a trial, or what an experiment is.")
    .argument("<run>", "EXPERIMENT/NUMBER, or EXPERIMENT")
    .addOption(storeOption())
    .option("--all", "the figures of every epoch, not only of the last ones")
    .addHelpText(
      "after",
      `\nExamples:
  $ minibatch runs show optimizers/3 --all
  $ minibatch runs show optimizers/3 --sort validation-loss     its best epochs first`,
    )
    .action(async (name: string, _options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      await run(name, command.optsWithGlobals<ShowFlags>());
    });
}
