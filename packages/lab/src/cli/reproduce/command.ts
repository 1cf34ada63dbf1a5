/** `minibatch reproduce`: what it is called with. */
import { Command, Option } from "commander";
import { dataOption } from "../options/data-option.ts";
import { parsePath } from "../options/parse-path.ts";
import { parseWholeNumber } from "../options/parse-whole-number.ts";
import { workersOption } from "../options/workers-option.ts";
import { tellFirst } from "../progress/tell-first.ts";
import type { ReproduceFlags } from "./run.ts";

const LARGEST_SEED = 2 ** 32 - 1;

const EXAMPLE = `
Examples:
  $ minibatch reproduce                        the whole report, into reproduction/index.html
  $ minibatch reproduce --quick --out look     every section from a reduced budget, in seconds
  $ minibatch reproduce --thorough             claims C4, C6 and C7 from more trainings, in about three times the time
  $ minibatch reproduce --data ~/data          with MNIST and the sequences from that folder

Interrupt it with Ctrl-C and call it again: it goes on with what is missing.`;

export function reproduceCommand(): Command {
  return new Command("reproduce")
    .description("Train everything the report trains, judge each of its claims, and write the report as one page.")
    .option("--out <dir>", "where the report is written", parsePath, "reproduction")
    .addOption(dataOption("folder with mnist/ and ee599/"))
    .option("--quick", "a reduced budget that shows every section in seconds")
    .addOption(
      new Option(
        "--thorough",
        "the decay at all six configurations of the sweep, at five seeds each (default: three, at three)",
      ).conflicts("quick"),
    )
    .addOption(
      new Option("--seed <n>", "draws weights, batches and splits")
        .argParser(parseWholeNumber(0, LARGEST_SEED))
        .default(1),
    )
    .addOption(workersOption("threads"))
    .addOption(
      new Option("--numerics <kind>", "strict: the same bits on every machine; fast: fused multiply-add")
        .choices(["fast", "strict"])
        .default("fast"),
    )
    .option("--offline", "never use the network")
    .addHelpText("after", EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      tellFirst("Loading the report's data");
      const { run } = await import("./run.ts");
      await run(command.optsWithGlobals<ReproduceFlags>());
    });
}
