/**
 * `minibatch data`: the table of what it can do. A new one is a folder beside this file, with `command.ts` and
 * `run.ts`, and a row here.
 */
import { Command } from "commander";
import { fetchCommand } from "./fetch/command.ts";
import { infoCommand } from "./info/command.ts";
import { listCommand } from "./list/command.ts";

/** In the order of the help. */
const COMMANDS: readonly (() => Command)[] = [listCommand, fetchCommand, infoCommand];

export function dataCommand(): Command {
  const group = new Command("data")
    .description("List, fetch and describe data sets.")
    .addHelpText(
      "after",
      "\nExample:\n  $ minibatch data fetch mnist     download what is missing, checked against SHA-256",
    );
  for (const create of COMMANDS) group.addCommand(create());
  return group;
}
