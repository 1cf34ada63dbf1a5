/** `minibatch find-rate`: what it is called with. */
import { Command, InvalidArgumentError, Option } from "commander";
import { dataOption, offlineOption } from "../options/data-option.ts";
import { experimentFolderOption } from "../options/experiments-option.ts";
import { parsePath } from "../options/parse-path.ts";
import { parseWholeNumber } from "../options/parse-whole-number.ts";
import { tellFirst } from "../progress/tell-first.ts";
import type { FindRateFlags } from "./run.ts";

const [FEWEST_STEPS, MOST_STEPS] = [20, 100_000];

const EXAMPLE = `
SPEC is an experiment file (see: minibatch schema). One network is trained as the
experiment's first, while the learning rate grows by the same factor at every
update, until the loss is several times its lowest. What is suggested is where
the loss falls fastest: a rate to begin with, for this model, optimizer and batch
size. Nothing is stored.

Examples:
  $ minibatch find-rate digits.yaml
  $ minibatch find-rate digits.yaml --from 1e-5 --to 1 --steps 400 --svg rates.svg`;

export function findRateCommand(): Command {
  return new Command("find-rate")
    .description("Find a learning rate: train once while it grows, and tell where the loss falls fastest.")
    .argument("<spec>", "file that describes the training")
    .addOption(new Option("--from <rate>", "the first rate").argParser(parseRate).default(1e-7))
    .addOption(new Option("--to <rate>", "the last rate").argParser(parseRate).default(10))
    .addOption(
      new Option("--steps <n>", "updates from the first to the last")
        .argParser(parseWholeNumber(FEWEST_STEPS, MOST_STEPS))
        .default(200),
    )
    .addOption(
      new Option("--seed <n>", "of weights and batches (default: the experiment's)").argParser(
        parseWholeNumber(0, Number.MAX_SAFE_INTEGER),
      ),
    )
    .option("--svg <file>", "write the curve as a picture", parsePath)
    .option("--png <file>", "the same as PNG", parsePath)
    .addOption(dataOption())
    .addOption(experimentFolderOption())
    .addOption(offlineOption())
    .addHelpText("after", EXAMPLE)
    .action(async (spec: string, _options: unknown, command: Command) => {
      tellFirst(`Reading ${spec}`);
      const { run } = await import("./run.ts");
      await run(spec, command.optsWithGlobals<FindRateFlags>());
    });
}

function parseRate(text: string): number {
  const rate = Number(text);
  if (/^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) && rate > 0 && rate <= 1e6) return rate;
  throw new InvalidArgumentError("It should be a number above 0 and at most 1000000.");
}
