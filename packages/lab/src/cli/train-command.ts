/** `minibatch train`: what it is called with. The work is in `run-train.ts`. */
import { Command } from "commander";
import { dataFolders } from "./data-folders.ts";
import { parsePath } from "./parse-path.ts";
import { storeOption } from "./store-option.ts";
import { tellFirst } from "./tell-first.ts";

export interface TrainFlags {
  readonly store?: string;
  readonly data?: string;
  readonly out?: string;
  readonly offline?: true;
  readonly json?: true;
}

const EXAMPLE = `
SPEC is an experiment file without parameters (see: minibatch schema); the best.json of a report is one.

Examples:
  $ minibatch train digits.yaml                     into digits.minibatch, its figures into minibatch.sqlite
  $ minibatch evaluate digits.minibatch
  $ minibatch train digits.yaml --out models/a.minibatch

Interrupt it and call it again: it goes on from its last epoch. Trained already, it only writes the model again.`;

export function trainCommand(): Command {
  return new Command("train")
    .description("Train one network, keep its figures in the store and the network in a file.")
    .argument("<spec>", "file that describes the training")
    .addOption(storeOption())
    .option("--out <file>", "where the network is written (default: NAME.minibatch)", parsePath)
    .option("--data <dir>", `folder with ${dataFolders} (default: MINIBATCH_DATA, else the cache folder)`, parsePath)
    .option("--offline", "never use the network for data sets")
    .addHelpText("after", EXAMPLE)
    .action(async (spec: string, _options: unknown, command: Command) => {
      tellFirst(`Reading ${spec}`);
      const { runTrain } = await import("./run-train.ts");
      await runTrain(spec, command.optsWithGlobals<TrainFlags>());
    });
}
