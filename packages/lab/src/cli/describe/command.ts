/** `minibatch describe`: what it is called with. */
import { Command } from "commander";
import { experimentFolderOption } from "../options/experiments-option.ts";
import { tellFirst } from "../progress/tell-first.ts";
import type { DescribeFlags } from "./run.ts";

const EXAMPLE = `
SPEC is an experiment file (see: minibatch schema). Nothing is trained and nothing downloaded; of a file of
one's own what it holds is read. Where parameters vary something, what stands before they change it is told.

Examples:
  $ minibatch describe penguins.yaml
  $ minibatch describe penguins.yaml --json`;

export function describeCommand(): Command {
  return new Command("describe")
    .description("Tell what an experiment trains: layers, shapes, parameters, work, and what was found in its data.")
    .argument("<spec>", "file that describes the experiment")
    .addOption(experimentFolderOption())
    .addHelpText("after", EXAMPLE)
    .action(async (spec: string, _options: unknown, command: Command) => {
      tellFirst(`Reading ${spec}`);
      const { run } = await import("./run.ts");
      await run(spec, command.optsWithGlobals<DescribeFlags>());
    });
}
