/** `minibatch serve`: what it is called with. */
import { Command, Option } from "commander";
import { dataOption } from "../options/data-option.ts";
import { parseWholeNumber } from "../options/parse-whole-number.ts";
import type { ServeFlags } from "./run.ts";

const PORT = 7070;
const LARGEST_PORT = 65_535;

const EXAMPLE = `
The page trains in your browser, on all cores; nothing that you do there leaves this machine, and only this machine is
answered. Digits are MNIST where it is in the data directory (see: minibatch data fetch mnist), else drawn ones.

Examples:
  $ minibatch serve --open
  $ minibatch serve --port 0 --data ~/data`;

export function serveCommand(): Command {
  return new Command("serve")
    .description("Serve the live page: build a network, see it train.")
    .addOption(
      new Option("--port <n>", "where it listens on this machine; 0: any that is free")
        .argParser(parseWholeNumber(0, LARGEST_PORT))
        .default(PORT),
    )
    .option("--open", "open it in the browser")
    .addOption(dataOption())
    .addHelpText("after", EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      await run(command.optsWithGlobals<ServeFlags>());
    });
}
