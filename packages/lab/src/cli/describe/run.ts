/** Runs `minibatch describe`: an experiment before it is trained, on stdout. */
import { buildTask, countTrials, type OwnExperimentSpec } from "study";
import { ownErrors } from "../../data/own-errors.ts";
import { type ReadExperiment, readExperiment } from "../../experiment-files/read-experiment.ts";
import { countUpdates } from "../../training/estimate-training.ts";
import { modelOfTask } from "../../training/model-of-task.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { type ExperimentsFlags, folderOf } from "../options/experiments-option.ts";
import { printResult } from "../terminal/print-result.ts";
import { terminalWidth } from "../terminal/terminal-width.ts";
import { describeData } from "./describe-data.ts";
import { describeNetwork } from "./describe-network.ts";
import type { Description } from "./description.ts";
import { formatDescription } from "./format-description.ts";

export interface DescribeFlags extends ExperimentsFlags {
  readonly json?: true;
}

export async function run(file: string, flags: DescribeFlags): Promise<void> {
  const experiment = await readExperiment(resolveFromCaller(file), folderOf(flags));
  const description = await ownErrors(async () => describe(experiment));
  printResult(flags.json, description, () => formatDescription(description, terminalWidth(process.stdout)));
}

function describe({ spec, own }: ReadExperiment): Description {
  const { name, description, seed, objective, parameters, search, repeats } = spec;
  const trials = countTrials(spec);
  const common = { name, description, objective, parameters, search, repeats, seed, trials };
  const task = buildTask(spec, {}, seed, name);
  const data = task.data === null ? null : describeData(task.data, own);
  const all = { ...common, data, configurations: trials / repeats };
  if (task.kind === "own-training" || spec.model === null || data === null) {
    const { training } = spec as OwnExperimentSpec;
    return { ...all, network: null, optimizer: null, training: null, module: training };
  }
  const stepsPerEpoch = countUpdates(data.rows.train, task);
  return {
    ...all,
    network: describeNetwork(modelOfTask(task, own?.preparation ?? undefined)),
    optimizer: task.optimizer,
    training: { ...spec.training, stepsPerEpoch, steps: stepsPerEpoch * spec.training.epochs },
    module: null,
  };
}
