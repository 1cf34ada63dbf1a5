/** `minibatch new`: what it is called with. */
import { Command } from "commander";
import { addOwnFileOptions } from "../options/own-file-options.ts";
import { parsePath } from "../options/parse-path.ts";
import { tellFirst } from "../progress/tell-first.ts";
import type { NewFlags } from "./run.ts";

const EXAMPLE = `
FILE is a table (CSV, TSV, JSON, JSON lines, Parquet), arrays (NPY, NPZ, HDF5, IDX), or a folder
with a folder of pictures for each class, whose target is the column class. The experiment names
the file by its path, and says in comments what was found in it and why each value was chosen.

Examples:
  $ minibatch new penguins.csv --target species     into penguins.yaml
  $ minibatch train penguins.yaml
  $ minibatch predict penguins.minibatch --input more.csv

  $ minibatch new houses.csv --target price --out experiments/price.yaml
  $ minibatch new weather.tsv --target rain --target wind --task regression
  $ minibatch new pictures/ --read size=32x32`;

export function newCommand(): Command {
  const command = new Command("new")
    .description("Write an experiment on a file of one's own, ready to be trained, with comments.")
    .argument("<file>", "file, or folder of pictures");
  return addOwnFileOptions(command)
    .option("--name <name>", "the experiment's (default: the file's)")
    .option("--out <file>", "where it is written (default: NAME.yaml)", parsePath)
    .option("--force", "write over a file that is there")
    .addHelpText("after", EXAMPLE)
    .action(async (file: string, _options: unknown, command: Command) => {
      tellFirst(`Reading ${file}`);
      const { run } = await import("./run.ts");
      await run(file, command.optsWithGlobals<NewFlags>());
    });
}
