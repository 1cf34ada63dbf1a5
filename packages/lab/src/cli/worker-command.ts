/** `minibatch worker`: what it is called with. The work is in `run-worker-command.ts`. */
import { availableParallelism } from "node:os";
import { Command, Option } from "commander";
import { dataFolders } from "./data-folders.ts";
import { parsePath } from "./parse-path.ts";
import { parseWholeNumber } from "./parse-whole-number.ts";
import { queueOption } from "./store-option.ts";
import { tellFirst } from "./tell-first.ts";

export interface WorkerFlags {
  readonly store?: string;
  readonly data?: string;
  readonly workers: number;
  readonly offline?: true;
  readonly drain?: true;
  readonly maxTrials?: number;
  readonly experiment?: string;
  readonly json?: true;
}

const MOST_WORKERS = 256;
const MOST_TRIALS = 1_000_000_000;

const EXAMPLE = `
Example:
  $ minibatch worker --store postgres://lab@host/lab --drain     on as many machines as you like

Start it after minibatch sweep --detach, or before: without --drain it waits. Interrupted (Ctrl-C, SIGTERM) it gives its
trials back with their checkpoints, and another worker goes on; killed, its trials go on elsewhere within 15 seconds.`;

export function workerCommand(): Command {
  return new Command("worker")
    .description("Train the trials that wait in the queue of a Postgres store.")
    .addOption(queueOption())
    .option("--data <dir>", `folder with ${dataFolders} (default: MINIBATCH_DATA, else the cache folder)`, parsePath)
    .addOption(
      new Option("--workers <n>", "trials that train at the same time")
        .argParser(parseWholeNumber(1, MOST_WORKERS))
        .default(availableParallelism(), "one per core"),
    )
    .option("--drain", "leave when no trial waits or is being trained (default: wait for more)")
    .addOption(new Option("--max-trials <n>", "leave after so many trials").argParser(parseWholeNumber(1, MOST_TRIALS)))
    .option("--experiment <name>", "only the trials of this experiment")
    .option("--offline", "never use the network for data sets")
    .addHelpText("after", EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      tellFirst("Connecting to the queue");
      const { runWorkerCommand } = await import("./run-worker-command.ts");
      await runWorkerCommand(command.optsWithGlobals<WorkerFlags>());
    });
}
