/** `minibatch sweep`: what it is called with. The work is in `run-sweep-command.ts`. */
import { availableParallelism } from "node:os";
import { Command, Option } from "commander";
import { dataFolders } from "./data-folders.ts";
import { parsePath } from "./parse-path.ts";
import { parseWholeNumber } from "./parse-whole-number.ts";
import { storeOption } from "./store-option.ts";
import { tellFirst } from "./tell-first.ts";

export interface SweepFlags {
  readonly store?: string;
  readonly data?: string;
  readonly workers: number;
  readonly offline?: true;
  readonly detach?: true;
  readonly priority?: number;
  readonly json?: true;
}

const MOST_WORKERS = 256;
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
    .option("--data <dir>", `folder with ${dataFolders} (default: MINIBATCH_DATA, else the cache folder)`, parsePath)
    .addOption(
      new Option("--workers <n>", "trials that train at the same time")
        .argParser(parseWholeNumber(1, MOST_WORKERS))
        .default(availableParallelism(), "one per core"),
    )
    .option("--offline", "never use the network for data sets")
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
      const { runSweepCommand } = await import("./run-sweep-command.ts");
      await runSweepCommand(experiment, command.optsWithGlobals<SweepFlags>());
    });
}
