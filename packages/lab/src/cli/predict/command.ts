/** `minibatch predict`: what it is called with. */
import { Command, Option } from "commander";
import { readOption } from "../options/own-file-options.ts";
import { parsePath } from "../options/parse-path.ts";
import { storeOption } from "../options/store-option.ts";
import type { PredictFlags } from "./run.ts";
import { addTableOptions } from "./table-options.ts";

const EXAMPLE = `
MODEL is a .minibatch file, or EXPERIMENT/NUMBER for a finished trial in the
store. Trained on a file of one's own, it takes raw rows of any format that it
could be trained on: columns by name, in any order, texts and missing values as
they are, the target or further columns let be; a PNG or JPEG file, or a folder
of them, where it was trained on pictures. A file of the same format as that one
is read as it was, unless --read or another option says otherwise. It answers in
the file's words: classes by name with their probabilities, numbers in the
target's unit.

Any other model takes a row of numbers per example: a table (.csv, .tsv, .txt,
.dat), .json (an array of arrays), or IDX images (-ubyte, -ubyte.gz; bytes are
divided by 255).

How a table is written is found in it, and told: what is between its columns,
the decimal mark, the encoding, and whether its first line is a header. Names over
numbers are one, and so is a line that counts the columns from 0 or 1, as pandas
writes. What could be read in two ways is refused; the options settle it. A blank
line holds no row but is counted, so that lines have an editor's numbers; of rows
of numbers, a line of delimiters alone is one whose values are missing, and is
refused by its line.

Each answer has its row's number, from 0 without the header, and, of a table, the
line on which the row begins, from 1 as an editor counts.

Examples:
  $ minibatch predict penguins.minibatch --input birds.csv
  $ minibatch predict pets.minibatch --input holiday.jpg
  $ minibatch predict digits.minibatch --input t10k-images-idx3-ubyte.gz | head -3
  $ minibatch predict optimizers/3 --input typed.csv --out answers.csv
  $ minibatch predict optimizers/3 --input messung.csv --header no \\
      --delimiter ';' --decimal , --encoding windows-1252 --ignore 1`;

export function predictCommand(): Command {
  const command = new Command("predict")
    .description("Tell what a trained network makes of rows of a file: class and probabilities, or numbers.")
    .argument("<model>", "file, or EXPERIMENT/NUMBER")
    .addOption(storeOption())
    .requiredOption("--input <file>", "rows to predict", parsePath)
    .addOption(readOption(" (default: as what it was trained on, of the same format)"))
    .option("--out <file>", "where the predictions are written (default: stdout)", parsePath)
    .addOption(new Option("--format <kind>", "of the predictions").choices(["csv", "jsonl"]).default("csv"));
  return addTableOptions(command)
    .addHelpText("after", EXAMPLE)
    .action(async (model: string, _options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      await run(model, command.optsWithGlobals<PredictFlags>());
    });
}
