/** `minibatch runs rm`: what it is called with. */
import { Command } from "commander";
import { storeOption } from "../../options/store-option.ts";
import type { RmFlags } from "./run.ts";

export function rmCommand(): Command {
  return new Command("rm")
    .description("Remove experiments or single trials, with their figures and weights. Asks first.")
    .argument("<run...>", "EXPERIMENT or EXPERIMENT/NUMBER")
    .addOption(storeOption())
    .option("--yes", "do not ask")
    .option("--force", "also what is running: its worker is told to stop")
    .addHelpText("after", "\nExample:\n  $ minibatch runs rm optimizers/3 optimizers/4 --yes")
    .action(async (runs: string[], _options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      await run(runs, command.optsWithGlobals<RmFlags>());
    });
}
