/** `minibatch gradcheck`: what it is called with. */
import { Command } from "commander";
import type { GradcheckFlags } from "./run.ts";

const EXAMPLE = `
SPEC is JSON or YAML: {"model": {...}, "batch": 8, "seed": 1}; batch and seed may be left out.

Example:
  $ cat xor.yaml
  model:
    inputs: 2
    loss: sigmoid-binary-cross-entropy
    layers:
      - {kind: dense, units: 8, activation: tanh}
      - {kind: dense, units: 1, activation: sigmoid}
  $ minibatch gradcheck xor.yaml`;

export function gradcheckCommand(): Command {
  return new Command("gradcheck")
    .description("Compare every gradient of a model with central differences in float64; exit code 1 when any is off.")
    .argument("<spec>", "file that describes the model")
    .addHelpText("after", EXAMPLE)
    .action(async (spec: string, _options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      run(spec, command.optsWithGlobals<GradcheckFlags>());
    });
}
