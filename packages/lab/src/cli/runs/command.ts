/**
 * `minibatch runs`: the table of what it can do. A new one is a folder beside this file, with `command.ts` and
 * `run.ts`, and a row here.
 */
import { Command } from "commander";
import { cancelCommand } from "./cancel/command.ts";
import { compareCommand } from "./compare/command.ts";
import { exportCommand } from "./export/command.ts";
import { listCommand } from "./list/command.ts";
import { priorityCommand } from "./priority/command.ts";
import { retryCommand } from "./retry/command.ts";
import { rmCommand } from "./rm/command.ts";
import { showCommand } from "./show/command.ts";

/** In the order of the help. */
const COMMANDS: readonly (() => Command)[] = [
  listCommand,
  showCommand,
  compareCommand,
  cancelCommand,
  priorityCommand,
  retryCommand,
  rmCommand,
  exportCommand,
];

export function runsCommand(): Command {
  const group = new Command("runs")
    .description("List, show, compare, cancel, retry, remove and export the runs of a store.")
    .addHelpText("after", "\nExample:\n  $ minibatch runs list optimizers --sort objective     its best trials first");
  for (const create of COMMANDS) group.addCommand(create());
  return group;
}
