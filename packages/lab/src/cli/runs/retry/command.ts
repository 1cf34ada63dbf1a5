/** `minibatch runs retry`: what it is called with. */
import { Command } from "commander";
import { storeOption } from "../../options/store-option.ts";
import type { RetryFlags } from "./run.ts";

export function retryCommand(): Command {
  return new Command("retry")
    .description(
      "Forget what single trials have given, so that the next sweep trains them again: failed or damaged ones.",
    )
    .argument("<run...>", "EXPERIMENT/NUMBER")
    .addOption(storeOption())
    .addHelpText("after", "\nExample:\n  $ minibatch runs retry optimizers/3 && minibatch sweep optimizers.ts")
    .action(async (runs: string[], _options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      await run(runs, command.optsWithGlobals<RetryFlags>());
    });
}
