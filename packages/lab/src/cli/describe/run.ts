/** Runs `minibatch describe`: an experiment before it is trained, on stdout. */
import { drawNetwork } from "charts";
import type { ModelSpec } from "minibatch";
import { buildTask, countTrials, type OwnExperimentSpec } from "study";
import { ownErrors } from "../../data/own-errors.ts";
import { UsageError } from "../../errors.ts";
import { type ReadExperiment, readExperiment } from "../../experiment-files/read-experiment.ts";
import { writeWhole } from "../../files/write-whole.ts";
import { describeNetwork } from "../../network/describe-network.ts";
import { figureOfNetwork, tellNetwork } from "../../network/network-figure.ts";
import { countUpdates } from "../../training/estimate-training.ts";
import { modelOfTask } from "../../training/model-of-task.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { type ExperimentsFlags, folderOf } from "../options/experiments-option.ts";
import { printResult } from "../terminal/print-result.ts";
import { terminalWidth } from "../terminal/terminal-width.ts";
import { tellLine } from "../terminal/write-out.ts";
import { describeData } from "./describe-data.ts";
import type { Description } from "./description.ts";
import { formatDescription } from "./format-description.ts";

export interface DescribeFlags extends ExperimentsFlags {
  readonly json?: true;
  /** rows */
  readonly batch?: number;
  /** a file */
  readonly svg?: string;
}

export async function run(file: string, flags: DescribeFlags): Promise<void> {
  const experiment = await readExperiment(resolveFromCaller(file), folderOf(flags));
  const { model, ...description } = await ownErrors(async () => describe(experiment, flags.batch));
  if (flags.svg !== undefined) draw(model, description.name, flags.svg);
  printResult(flags.json, description, () => formatDescription(description, terminalWidth(process.stdout)));
}

/** Throws UsageError where there is no network, or where the file cannot be. */
function draw(model: ModelSpec | null, name: string, file: string): void {
  if (model === null) {
    throw new UsageError(`Cannot draw the network of ${name}: a module of its own trains it; leave --svg out`);
  }
  const figure = figureOfNetwork(model, name);
  const frame = { name: "network", alternative: `The network of ${name}`, description: tellNetwork(figure) };
  const path = resolveFromCaller(file);
  writeWhole(
    path,
    `${drawNetwork(figure, { ...frame, isFile: true })}\n`,
    "give --svg a file in a directory that can be written",
  );
  tellLine(`wrote ${file}`);
}

function describe(
  { spec, own }: ReadExperiment,
  batch: number | undefined,
): Description & { readonly model: ModelSpec | null } {
  const { name, description, seed, objective, parameters, search, repeats } = spec;
  const trials = countTrials(spec);
  const common = { name, description, objective, parameters, search, repeats, seed, trials };
  const task = buildTask(spec, {}, seed, name);
  const data = task.data === null ? null : describeData(task.data, own);
  const all = { ...common, data, configurations: trials / repeats };
  if (task.kind === "own-training" || spec.model === null || data === null) {
    const { training } = spec as OwnExperimentSpec;
    return { ...all, model: null, network: null, optimizer: null, training: null, module: training };
  }
  const model = modelOfTask(task, own?.preparation ?? undefined);
  const { optimizer } = task;
  const stepsPerEpoch = countUpdates(data.rows.train, task);
  return {
    ...all,
    model,
    network: describeNetwork(model, { optimizer, batch: batch ?? spec.training.batchSize }),
    optimizer,
    training: { ...spec.training, stepsPerEpoch, steps: stepsPerEpoch * spec.training.epochs },
    module: null,
  };
}
