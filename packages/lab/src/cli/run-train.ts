/** Runs `minibatch train`: an experiment of one trial, then its network into a file. */
import { UsageError } from "../errors.ts";
import { readExperiment } from "../experiment/read/read-experiment.ts";
import type { ExperimentSpec } from "../experiment/spec.ts";
import { writeModelFile } from "../models/model-file.ts";
import { formatDuration } from "../run/format-duration.ts";
import { keptEpoch } from "../runner/kept-epoch.ts";
import type { LabStore, Metrics, TrialRecord } from "../store/store.ts";
import { resolveFromCaller } from "./caller-path.ts";
import { nextCommand } from "./command-to-go-on.ts";
import { formatTable } from "./format-table.ts";
import { openTrial } from "./open-model.ts";
import { chooseStore } from "./store-option.ts";
import { sweepOnSqlite } from "./sweep-on-sqlite.ts";
import { printJson } from "./terminal/write-out.ts";
import type { TrainFlags } from "./train-command.ts";

export async function runTrain(file: string, flags: TrainFlags): Promise<void> {
  const spec = await readExperiment(resolveFromCaller(file));
  checkSingle(file, spec);
  if (chooseStore(flags).at.kind === "postgres") {
    throw new UsageError(
      "Cannot train into Postgres from here: the store should be a SQLite file; name one with --store, or use minibatch sweep, which works through the queue",
    );
  }
  const out = resolveFromCaller(flags.out ?? `${spec.name}.minibatch`);
  await sweepOnSqlite(spec, { ...flags, workers: 1 }, async (store, summary, display) => {
    const [trial] = await store.listTrials(summary.id);
    if (trial === undefined || trial.status !== "finished") {
      throw new Error(
        `Cannot write the network of ${spec.name}: its training ${trial?.status ?? "did not begin"}: ${trial?.diagnosis}`,
      );
    }
    const model = await openTrial(store, summary, trial);
    try {
      writeModelFile(out, model);
    } finally {
      model.trainer.dispose();
    }
    const figures = await readKept(store, trial, spec);
    if (summary.synthetic) display.onLine("These figures are of SYNTHETIC data.");
    display.onLine(
      `\n${describeTraining(spec, trial, figures)}\n\nThe network: ${out}\nEvaluate it: ${nextCommand(["evaluate"], [out])}`,
    );
    if (flags.json === true) {
      const { seed, epochs, seconds, weightsSha256 } = trial;
      const document = {
        run: `${spec.name}/0`,
        seed,
        epochs,
        ...figures,
        seconds,
        weightsSha256,
        model: out,
        synthetic: summary.synthetic,
      };
      printJson(document);
    }
  });
}

function checkSingle(file: string, spec: ExperimentSpec): void {
  const parameters = Object.keys(spec.parameters);
  const what =
    parameters.length > 0 ? `it has parameters (${parameters.join(", ")})` : `it has ${spec.repeats} repeats`;
  if (parameters.length === 0 && spec.repeats === 1) return;
  throw new UsageError(`Cannot train ${file} as one run: ${what}; use minibatch sweep, or leave them out`);
}

interface SplitFigures {
  readonly loss: number;
  readonly accuracy: number | null;
}

interface FinalFigures {
  readonly train: SplitFigures | null;
  readonly validation: SplitFigures | null;
  readonly test: SplitFigures | null;
}

/** Of the network that is written: where early stopping put the best epoch's weights back, that epoch's. */
async function readKept(store: LabStore, trial: TrialRecord, { training }: ExperimentSpec): Promise<FinalFigures> {
  const metrics = (await store.readMetrics([trial.id])).get(trial.id) ?? {};
  const epoch = keptEpoch(metrics, trial.epochs, training.earlyStopping);
  return {
    train: readSplit(metrics, "train", epoch),
    validation: readSplit(metrics, "validation", epoch),
    test: trial.test,
  };
}

function readSplit(metrics: Metrics, split: "train" | "validation", epoch: number): SplitFigures | null {
  const loss = metrics[`${split}Loss`]?.[epoch - 1];
  return loss === undefined ? null : { loss, accuracy: metrics[`${split}Accuracy`]?.[epoch - 1] ?? null };
}

function describeTraining(
  { name }: ExperimentSpec,
  { epochs, seconds, seed }: TrialRecord,
  figures: FinalFigures,
): string {
  const rows = Object.entries(figures as unknown as Record<string, SplitFigures | null>).flatMap(([split, values]) =>
    values === null ? [] : [[split, values.loss.toFixed(4), values.accuracy?.toFixed(4) ?? "–"]],
  );
  return [
    `${name}: ${epochs} epochs in ${formatDuration(seconds)}, seed ${seed}`,
    "",
    formatTable(["split", "loss", "accuracy"], rows, "lrr"),
  ].join("\n");
}
