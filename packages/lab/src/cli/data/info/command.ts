/** `minibatch data info`: what it is called with. */
import { Command } from "commander";
import { setNames } from "minibatch-data/sets";
import { dataOption } from "../../options/data-option.ts";
import { addOwnFileOptions } from "../../options/own-file-options.ts";
import { parsePath } from "../../options/parse-path.ts";
import { tellFirst } from "../../progress/tell-first.ts";
import type { InfoFlags } from "./run.ts";

const EXAMPLE = `
NAME is a data set: its licence, source, files, sizes and SHA-256; exit code 2 when one of its
files is wrong. Else it is a file of one's own, or a folder of pictures: shape, types, ranges,
what is missing, columns and rows that repeat others; with a target also its balance, columns that
give it away alone, and what preprocessing: auto would do. With splits, rows that stand in more
than one of them.

Examples:
  $ minibatch data info mnist --json
  $ minibatch data info penguins.csv --target species
  $ minibatch data info train.csv --test test.csv --target price --ignore id
  $ minibatch data info --experiment penguins.yaml     as its first seed splits the rows`;

export function infoCommand(): Command {
  const command = new Command("info")
    .description("Tell what a data set or a file of one's own holds, and what is odd in it.")
    .argument("[name]", `a file, or one of ${setNames.join(", ")}`);
  return addOwnFileOptions(command)
    .option("--validation <file>", "another file of the same columns, whose rows validate", parsePath)
    .option("--test <file>", "another file of the same columns, whose rows are tested", parsePath)
    .option("--experiment <file>", "an experiment: its file, target, ignored columns and split", parsePath)
    .addOption(dataOption("the data directory"))
    .addHelpText("after", EXAMPLE)
    .action(async (name: string | undefined, _options: unknown, command: Command) => {
      const flags = command.optsWithGlobals<InfoFlags>();
      const isSet = (setNames as readonly (string | undefined)[]).includes(name);
      const file = flags.experiment ?? name;
      if (!isSet && file !== undefined) tellFirst(`Reading ${file}`);
      const { run } = await import("./run.ts");
      await run(name, flags);
    });
}
