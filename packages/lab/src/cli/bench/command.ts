/** `minibatch bench`: what it is called with. */
import { availableParallelism } from "node:os";
import { Command, Option } from "commander";
import { dataOption } from "../options/data-option.ts";
import { parseWholeNumber } from "../options/parse-whole-number.ts";
import type { BenchFlags } from "./run.ts";

const MOST_THREADS = 255;

const EXAMPLE = `
Examples:
  $ minibatch bench                     how fast this machine trains, in under a minute
  $ minibatch bench --json > a.json     the same as one document
  $ MINIBATCH_WIDE=off minibatch bench  on vectors of 128 bits alone

Times are medians. The limit is what 128-bit fused multiply-adds reach from WebAssembly, measured in the same run;
operations are counted dense, so a share above 100% passes over zeros, or has wider vectors. Where V8 runs the kernels on
256 bits, each case is timed on 128 bits too, in turn; MINIBATCH_WIDE=off times 128 alone. Nothing is downloaded: without
MNIST in the data directory, SYNTHETIC digits stand in.`;

export function benchCommand(): Command {
  return new Command("bench")
    .description("Time training and prediction on this machine, beside the machine's own limit.")
    .addOption(dataOption("folder with mnist/"))
    .addOption(
      new Option("--threads <n>", "threads of the cases that use several")
        .argParser(parseWholeNumber(1, MOST_THREADS))
        .default(Math.min(MOST_THREADS, availableParallelism()), "one per core"),
    )
    .addHelpText("after", EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      await run(command.optsWithGlobals<BenchFlags>());
    });
}
