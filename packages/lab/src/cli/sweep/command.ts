/** `minibatch sweep`: what it is called with. */
import { Command, Option } from "commander";
import { dataOption, offlineOption } from "../options/data-option.ts";
import { experimentFolderOption } from "../options/experiments-option.ts";
import { parseWholeNumber } from "../options/parse-whole-number.ts";
import { storeOption } from "../options/store-option.ts";
import { workersOption } from "../options/workers-option.ts";
import { tellFirst } from "../progress/tell-first.ts";
import type { SweepFlags } from "./run.ts";

const HIGHEST_PRIORITY = 1000;

const EXAMPLE = `
EXPERIMENT is a .ts, .js, .json or .yaml file that describes one (see: minibatch schema).

Examples:
  $ minibatch sweep examples/optimizers.ts                     into minibatch.sqlite, on all cores
  $ minibatch report optimizers                                then its page
  $ minibatch sweep examples/optimizers.ts --detach --store postgres://lab@host/lab     into the queue of minibatch worker

Interrupt it with Ctrl-C, or kill it, and call it again: it goes on from the last epoch of each trial, to the same bits.`;

export function sweepCommand(): Command {
  return new Command("sweep")
    .description("Train every trial of an experiment and keep what they give in a store.")
    .argument("<experiment>", "file that describes the experiment")
    .addOption(storeOption())
    .addOption(dataOption())
    .addOption(experimentFolderOption())
    .addOption(workersOption())
    .addOption(offlineOption())
    .option("--detach", "only put the trials into the queue; minibatch worker trains them (Postgres)")
    .addOption(
      new Option(
        "--priority <n>",
        "in the queue: higher ones first (Postgres; default: as it was, 0 at first)",
      ).argParser(parseWholeNumber(0, HIGHEST_PRIORITY)),
    )
    .addHelpText("after", EXAMPLE)
    .action(async (experiment: string, _options: unknown, command: Command) => {
      tellFirst(`Reading ${experiment}`);
      const { run } = await import("./run.ts");
      await run(experiment, command.optsWithGlobals<SweepFlags>());
    });
}
