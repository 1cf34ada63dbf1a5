/** `minibatch runs cancel`: what it is called with. */
import { Command } from "commander";
import { storeOption } from "../../options/store-option.ts";
import type { CancelFlags } from "./run.ts";

export function cancelCommand(): Command {
  return new Command("cancel")
    .description("Train no more trials of an experiment; what it has stays, and sweep goes on with the rest.")
    .argument("<experiment>", "its name")
    .addOption(storeOption())
    .addHelpText("after", "\nExample:\n  $ minibatch runs cancel optimizers --store postgres://lab@host/lab")
    .action(async (name: string, _options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      await run(name, command.optsWithGlobals<CancelFlags>());
    });
}
