/** `minibatch data info`: what it is called with. */
import { Command } from "commander";
import { setNames } from "minibatch-data/sets";
import { dataOption } from "../../options/data-option.ts";
import type { InfoFlags } from "./run.ts";

export function infoCommand(): Command {
  return new Command("info")
    .description("Tell a data set's licence, source, files, sizes and SHA-256; exit code 2 when a file is wrong.")
    .argument("<name>", setNames.join(", "))
    .addOption(dataOption("the data directory"))
    .addHelpText("after", "\nExample:\n  $ minibatch data info mnist --json")
    .action(async (name: string, _options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      run(name, command.optsWithGlobals<InfoFlags>());
    });
}
