/** `minibatch predict`: what it is called with. The work is in `run-predict.ts`. */
import { Command, Option } from "commander";
import { parsePath } from "./parse-path.ts";
import { storeOption } from "./store-option.ts";

export interface PredictFlags {
  readonly store?: string;
  readonly input: string;
  readonly out?: string;
  readonly format: "csv" | "jsonl";
  readonly json?: true;
}

const EXAMPLE = `
MODEL is a .minibatch file, or EXPERIMENT/NUMBER for a finished trial in the store. FILE holds a row of numbers per example:
.csv (a header is passed over), .json (an array of arrays), or IDX images (-ubyte, -ubyte.gz; bytes are divided by 255).

Examples:
  $ minibatch predict digits.minibatch --input t10k-images-idx3-ubyte.gz | head -3
  $ minibatch predict optimizers/3 --input typed.csv --out answers.csv`;

export function predictCommand(): Command {
  return new Command("predict")
    .description("Tell what a trained network makes of rows of a file: class and probabilities, or numbers.")
    .argument("<model>", "file, or EXPERIMENT/NUMBER")
    .addOption(storeOption())
    .requiredOption("--input <file>", "rows to predict", parsePath)
    .option("--out <file>", "where the predictions are written (default: stdout)", parsePath)
    .addOption(new Option("--format <kind>", "of the predictions").choices(["csv", "jsonl"]).default("csv"))
    .addHelpText("after", EXAMPLE)
    .action(async (model: string, _options: unknown, command: Command) => {
      const { runPredict } = await import("./run-predict.ts");
      await runPredict(model, command.optsWithGlobals<PredictFlags>());
    });
}
