/** Runs `minibatch train`: an experiment of one trial, then its network into a file. */

import { countTrials, type ExperimentSpec, type NetworkExperimentSpec } from "study";
import { UsageError } from "../../errors.ts";
import { readExperiment } from "../../experiment-files/read-experiment.ts";
import { writeModelFile } from "../../models/model-file.ts";
import { describeNetwork } from "../../objective/objective-network.ts";
import { readFindings } from "../../objective/read-findings.ts";
import { formatDuration } from "../../progress/format-duration.ts";
import type { LabStore, Metrics, TrialRecord } from "../../store/store.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { nextCommand } from "../caller/command-to-go-on.ts";
import { chooseStore } from "../opening/choose-store.ts";
import { keptIn } from "../opening/kept-files.ts";
import { openTrial } from "../opening/open-model.ts";
import { folderOf } from "../options/experiments-option.ts";
import { sweepOnSqlite } from "../sweeping/sweep-on-sqlite.ts";
import { formatTable } from "../tables/format-table.ts";
import { formatFigure } from "../tables/format-value.ts";
import { paint } from "../terminal/paint.ts";
import { lineWidth } from "../terminal/terminal-width.ts";
import { wrapWords } from "../terminal/wrap-words.ts";
import { printJson } from "../terminal/write-out.ts";
import { describeEpochs } from "../trials/describe-epochs.ts";
import { describeFindings } from "./describe-findings.ts";
import type { TrainFlags } from "./train-flags.ts";
import { trainModule } from "./train-module.ts";

const WIDEST_TEXT = 120;

export async function run(file: string, flags: TrainFlags): Promise<void> {
  const experiment = await readExperiment(resolveFromCaller(file), folderOf(flags), keptIn(flags));
  const { spec } = experiment;
  checkSingle(file, spec);
  if (chooseStore(flags).at.kind === "postgres") {
    throw new UsageError(
      "Cannot train into Postgres from here: the store should be a SQLite file; name one with --store, or use " +
        "minibatch sweep, which works through the queue",
    );
  }
  if (spec.model === null) return trainModule({ ...experiment, spec }, file, flags);
  const out = resolveFromCaller(flags.out ?? `${spec.name}.minibatch`);
  await sweepOnSqlite(experiment, { ...flags, workers: 1 }, async (store, summary, display) => {
    const [trial] = await store.listTrials(summary.id);
    const findings = trial === undefined ? [] : ((await readFindings(store, [trial])).get(trial.id) ?? []);
    const told = describeFindings(findings).map((line) => paint("warning", line));
    if (trial === undefined || trial.status !== "finished") {
      for (const line of told) display.onLine(line);
      throw new Error(
        `Cannot write the network of ${spec.name}: its training ${trial?.status ?? "did not begin"}: ` +
          `${trial?.diagnosis}`,
      );
    }
    const model = await openTrial(store, summary, trial);
    try {
      writeModelFile(out, model);
    } finally {
      model.trainer.dispose();
    }
    const figures = await readKept(store, trial, spec);
    const network = describeNetwork(spec, [trial]);
    if (summary.synthetic) display.onLine(paint("warning", "These figures are of SYNTHETIC data."));
    const notes = network.notes.length === 0 ? [] : [describeObjective(spec, trial), ...network.notes];
    display.onLine(
      [
        "",
        describeTraining(spec, trial, figures),
        ...(notes.length === 0
          ? []
          : ["", ...wrapWords(notes.join(" "), Math.min(lineWidth(process.stderr), WIDEST_TEXT))]),
        ...(told.length === 0 ? [] : ["", ...told]),
        "",
        `The network: ${out}`,
        `Evaluate it: ${nextCommand(["evaluate"], [out])}`,
      ].join("\n"),
    );
    if (flags.json === true) {
      const { seed, epochs, keptEpoch, objective, objectiveEpoch, seconds, weightsSha256 } = trial;
      const document = {
        run: `${spec.name}/0`,
        seed,
        epochs,
        keptEpoch,
        ...figures,
        objective,
        objectiveEpoch,
        networkKept: network.networkKept,
        ...(spec.training.doctor && { findings }),
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
  // a module is told its parameters by name: those of one value each are no sweep
  const isOne = spec.model === null ? countTrials(spec) === 1 : parameters.length === 0 && spec.repeats === 1;
  if (isOne) return;
  const sweep = nextCommand(["sweep"], [file]);
  throw new UsageError(`Cannot train ${file} as one run: ${what}; leave that out, or train all of them: ${sweep}`);
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

/**
 * Figures of the network that is written; null too where an earlier version trained it and did not store its epoch.
 */
async function readKept(
  store: LabStore,
  trial: TrialRecord,
  { training }: NetworkExperimentSpec,
): Promise<FinalFigures> {
  const { keptEpoch, epochs, test } = trial;
  const epoch = keptEpoch ?? (training.earlyStopping?.restoreBest === true ? null : epochs);
  if (epoch === null) return { train: null, validation: null, test };
  const metrics = (await store.readMetrics([trial.id])).get(trial.id) ?? {};
  return { train: readSplit(metrics, "train", epoch), validation: readSplit(metrics, "validation", epoch), test };
}

function readSplit(metrics: Metrics, split: "train" | "validation", epoch: number): SplitFigures | null {
  const loss = metrics[`${split}Loss`]?.[epoch - 1];
  return loss === undefined ? null : { loss, accuracy: metrics[`${split}Accuracy`]?.[epoch - 1] ?? null };
}

function describeTraining(
  { name }: ExperimentSpec,
  { epochs, keptEpoch, seconds, seed }: TrialRecord,
  figures: FinalFigures,
): string {
  const splits = Object.entries(figures as unknown as Record<string, SplitFigures | null>).flatMap(([split, values]) =>
    values === null ? [] : [{ split, ...values }],
  );
  // numbers have none
  const isJudged = splits.some(({ accuracy }) => accuracy !== null);
  const columns = ["split", "loss", ...(isJudged ? ["accuracy"] : [])];
  const rows = splits.map(({ split, loss, accuracy }) => [
    split,
    loss.toFixed(4),
    ...(isJudged ? [accuracy?.toFixed(4) ?? "–"] : []),
  ]);
  const whose = keptEpoch === null || keptEpoch === epochs ? "" : `; the network is that of epoch ${keptEpoch}`;
  return [
    `${name}: ${epochs} epochs in ${formatDuration(seconds)}, seed ${seed}${whose}`,
    ...(rows.length === 0 ? [] : ["", formatTable(columns, rows, "lrr".slice(0, columns.length))]),
  ].join("\n");
}

function describeObjective({ objective: { metric } }: ExperimentSpec, trial: TrialRecord): string {
  return `Its objective: ${metric} ${formatFigure(trial.objective)}${describeEpochs(trial)}.`;
}
