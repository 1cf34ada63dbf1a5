/** `minibatch train`: what it is called with. */
import { Command } from "commander";
import { dataOption, offlineOption } from "../options/data-option.ts";
import { experimentFolderOption } from "../options/experiments-option.ts";
import { parsePath } from "../options/parse-path.ts";
import { storeOption } from "../options/store-option.ts";
import { tellFirst } from "../progress/tell-first.ts";
import type { TrainFlags } from "./train-flags.ts";

const EXAMPLE = `
SPEC is an experiment file without parameters (see: minibatch schema); the best.json of a report is one.

Examples:
  $ minibatch train digits.yaml                     into digits.minibatch, its figures into minibatch.sqlite
  $ minibatch evaluate digits.minibatch
  $ minibatch train digits.yaml --out models/a.minibatch

Of an experiment that a module of one's own trains, the figures are told; what it trains the module keeps.
Interrupt it and call it again: it goes on from its last epoch. Trained already, it only writes the model again.`;

export function trainCommand(): Command {
  return new Command("train")
    .description("Train one network, keep its figures in the store and the network in a file.")
    .argument("<spec>", "file that describes the training")
    .addOption(storeOption())
    .option("--out <file>", "where the network is written (default: NAME.minibatch)", parsePath)
    .addOption(dataOption())
    .addOption(experimentFolderOption())
    .addOption(offlineOption())
    .addHelpText("after", EXAMPLE)
    .action(async (spec: string, _options: unknown, command: Command) => {
      tellFirst(`Reading ${spec}`);
      const { run } = await import("./run.ts");
      await run(spec, command.optsWithGlobals<TrainFlags>());
    });
}
