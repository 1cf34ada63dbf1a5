/** `minibatch runs priority`: what it is called with. */
import { Command } from "commander";
import { parseWholeNumber } from "../../options/parse-whole-number.ts";
import { storeOption } from "../../options/store-option.ts";
import type { PriorityFlags } from "./run.ts";

const HIGHEST_PRIORITY = 1_000;

export function priorityCommand(): Command {
  return new Command("priority")
    .description("Move an experiment's waiting trials up or down in the queue (Postgres).")
    .argument("<experiment>", "its name")
    .argument("<priority>", "higher ones first; 0 is what a sweep has", parseWholeNumber(0, HIGHEST_PRIORITY))
    .addOption(storeOption())
    .addHelpText("after", "\nExample:\n  $ minibatch runs priority optimizers 10 --store postgres://lab@host/lab")
    .action(async (name: string, priority: number, _options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      await run(name, priority, command.optsWithGlobals<PriorityFlags>());
    });
}
