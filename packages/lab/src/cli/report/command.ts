/** `minibatch report`: what it is called with. */
import { Command } from "commander";
import { parsePath } from "../options/parse-path.ts";
import { storeOption } from "../options/store-option.ts";
import type { ReportFlags } from "./run.ts";

const EXAMPLE = `
Examples:
  $ minibatch report optimizers                                     into optimizers-report/index.html
  $ minibatch report optimizers --store lab.sqlite --out look

The page is one file that opens without a network; its figures lie beside it as SVG and PNG. It may be written while the
experiment still runs: it then tells what there is so far.`;

export function reportCommand(): Command {
  return new Command("report")
    .description("Write the page of an experiment: curves, what the parameters do, and a verdict on every pair.")
    .argument("<experiment>", "its name in the store")
    .addOption(storeOption())
    .option("--out <dir>", "where the page is written (default: EXPERIMENT-report)", parsePath)
    .addHelpText("after", EXAMPLE)
    .action(async (name: string, _options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      await run(name, command.optsWithGlobals<ReportFlags>());
    });
}
