/** `minibatch describe`: what it is called with. */
import { Command } from "commander";
import { experimentFolderOption } from "../options/experiments-option.ts";
import { parsePath } from "../options/parse-path.ts";
import { parseWholeNumber } from "../options/parse-whole-number.ts";
import { tellFirst } from "../progress/tell-first.ts";
import type { DescribeFlags } from "./run.ts";

const EXAMPLE = `
SPEC is an experiment file (see: minibatch schema). Nothing is trained and nothing downloaded; of a file of
one's own what it holds is read. Where parameters vary something, what stands before they change it is told.

The network is told layer by layer: what comes out of each, its own parameters, multiply-adds of a row
forward, and the memory that a training step takes. --svg draws it: what is repeated is drawn once.

Examples:
  $ minibatch describe penguins.yaml
  $ minibatch describe penguins.yaml --batch 256 --json
  $ minibatch describe penguins.yaml --svg network.svg`;

const MOST_ROWS = 1_000_000_000;

export function describeCommand(): Command {
  return new Command("describe")
    .description("Tell what an experiment trains: layers, shapes, parameters, work, and what was found in its data.")
    .argument("<spec>", "file that describes the experiment")
    .option(
      "--batch <rows>",
      "memory for batches of so many rows (default: the training's)",
      parseWholeNumber(1, MOST_ROWS),
    )
    .option("--svg <file>", "draw the network into it", parsePath)
    .addOption(experimentFolderOption())
    .addHelpText("after", EXAMPLE)
    .action(async (spec: string, _options: unknown, command: Command) => {
      tellFirst(`Reading ${spec}`);
      const { run } = await import("./run.ts");
      await run(spec, command.optsWithGlobals<DescribeFlags>());
    });
}
