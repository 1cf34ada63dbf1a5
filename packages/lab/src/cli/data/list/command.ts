/** `minibatch data list`: what it is called with. */
import { Command } from "commander";
import { dataOption } from "../../options/data-option.ts";
import type { ListFlags } from "./run.ts";

export function listCommand(): Command {
  return new Command("list")
    .description("Tell which data sets there are, and which of them are here.")
    .addOption(dataOption("the data directory"))
    .addHelpText("after", "\nExample:\n  $ minibatch data list --data ~/data")
    .action(async (_options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      run(command.optsWithGlobals<ListFlags>());
    });
}
