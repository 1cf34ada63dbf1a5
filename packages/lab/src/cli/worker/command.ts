/** `minibatch worker`: what it is called with. */
import { Command, Option } from "commander";
import { dataOption, offlineOption } from "../options/data-option.ts";
import { experimentsOption } from "../options/experiments-option.ts";
import { parseWholeNumber } from "../options/parse-whole-number.ts";
import { queueOption } from "../options/store-option.ts";
import { workersOption } from "../options/workers-option.ts";
import { tellFirst } from "../progress/tell-first.ts";
import type { WorkerFlags } from "./run.ts";

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
    .addOption(dataOption())
    .addOption(experimentsOption())
    .addOption(workersOption())
    .option("--drain", "leave when no trial waits or is being trained (default: wait for more)")
    .addOption(new Option("--max-trials <n>", "leave after so many trials").argParser(parseWholeNumber(1, MOST_TRIALS)))
    .option("--experiment <name>", "only the trials of this experiment")
    .addOption(offlineOption())
    .addHelpText("after", EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      tellFirst("Connecting to the queue");
      const { run } = await import("./run.ts");
      await run(command.optsWithGlobals<WorkerFlags>());
    });
}
