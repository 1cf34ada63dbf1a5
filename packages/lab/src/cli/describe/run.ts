/** Runs `minibatch describe`: an experiment before it is trained, on stdout. */
import { buildTask, countTrials } from "study";
import { ownErrors } from "../../data/own-errors.ts";
import { type ReadExperiment, readExperiment } from "../../experiment-files/read-experiment.ts";
import { modelOfTask } from "../../training/model-of-task.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { printResult } from "../terminal/print-result.ts";
import { terminalWidth } from "../terminal/terminal-width.ts";
import { type DescribedData, describeData } from "./describe-data.ts";
import { describeNetwork } from "./describe-network.ts";
import type { Description } from "./description.ts";
import { formatDescription } from "./format-description.ts";

export interface DescribeFlags {
  readonly json?: true;
}

export async function run(file: string, { json }: DescribeFlags): Promise<void> {
  const experiment = await readExperiment(resolveFromCaller(file));
  const description = await ownErrors(async () => describe(experiment));
  printResult(json, description, () => formatDescription(description, terminalWidth(process.stdout)));
}

function describe({ spec, own }: ReadExperiment): Description {
  const { name, seed, training, repeats } = spec;
  const task = buildTask(spec, {}, seed, name);
  const { described, preparation } = describeData(task, own?.frame ?? null);
  const model = modelOfTask(task, preparation === null ? {} : { preparation });
  const stepsPerEpoch = Math.ceil(described.rows.train / training.batchSize);
  const trials = countTrials(spec);
  return {
    name,
    description: spec.description,
    network: describeNetwork(model),
    data: described,
    optimizer: task.optimizer,
    training: { ...training, stepsPerEpoch, steps: stepsPerEpoch * training.epochs },
    objective: spec.objective,
    parameters: spec.parameters,
    search: spec.search,
    repeats,
    configurations: trials / repeats,
    trials,
    seed,
  };
}
