/** `minibatch runs export`: what it is called with. */
import { Command, Option } from "commander";
import { parsePath } from "../../options/parse-path.ts";
import { storeOption } from "../../options/store-option.ts";
import { addChoiceOptions, TRIAL_NAMES, WHERE_HELP } from "../choice/choice-options.ts";
import type { ExportFlags } from "./run.ts";

/** One line, for it is broken where the terminal ends. */
const CSV_HELP =
  "In CSV a trial that has no epoch behind it, as one that failed in its first or still waits, has one row with " +
  "its status and an empty epoch. Why it failed is in jsonl. A text that a spreadsheet would run as a formula has " +
  "a ' before it: one that begins with = + - @, also after blanks, unseen characters or ', or as a full-width or " +
  "small letter, or with a tab or a line end: take that one ' away to read it back. Texts with , or ; are in " +
  "quotes. Numbers, and all of jsonl, stay as they are.";

export function exportCommand(): Command {
  return addChoiceOptions(new Command("export"), "trials", TRIAL_NAMES)
    .description("Write an experiment's trials with their figures, for other programs.")
    .argument("<experiment>", "its name")
    .addOption(storeOption())
    .addOption(
      new Option("--format <format>", "jsonl: a line per trial; csv: a row per trial and epoch")
        .choices(["jsonl", "csv"])
        .default("jsonl"),
    )
    .option("--out <file>", "write it there, whole or not at all (default: stdout)", parsePath)
    .addHelpText(
      "after",
      `\n${CSV_HELP}\n\n${WHERE_HELP}\n\nExamples:
  $ minibatch runs export optimizers --format csv --out optimizers.csv
  $ minibatch runs export optimizers --where 'status = finished and rate < .1' --sort objective`,
    )
    .action(async (name: string, _options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      await run(name, command.optsWithGlobals<ExportFlags>());
    });
}
