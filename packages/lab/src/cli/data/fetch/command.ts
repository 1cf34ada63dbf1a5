/** `minibatch data fetch`: what it is called with. */
import { Command } from "commander";
import { setNames } from "minibatch-data/sets";
import { dataOption } from "../../options/data-option.ts";
import type { FetchFlags } from "./run.ts";

export function fetchCommand(): Command {
  return new Command("fetch")
    .description("Download what is missing of a data set; an interrupted download goes on where it stopped.")
    .argument("<name>", setNames.join(", "))
    .addOption(dataOption("the data directory"))
    .addHelpText("after", "\nExample:\n  $ minibatch data fetch mnist --data ~/data")
    .action(async (name: string, _options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      await run(name, command.optsWithGlobals<FetchFlags>());
    });
}
