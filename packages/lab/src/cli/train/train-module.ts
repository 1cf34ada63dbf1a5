/** A training by a module of one's own: one run, its figures into the store and told. It has no network of ours. */
import type { OwnExperimentSpec } from "study";
import { UsageError } from "../../errors.ts";
import type { ReadExperiment } from "../../experiment-files/complete-experiment.ts";
import { formatDuration } from "../../progress/format-duration.ts";
import type { Metrics, TrialRecord } from "../../store/store.ts";
import { nextCommand } from "../caller/command-to-go-on.ts";
import { sweepOnSqlite } from "../sweeping/sweep-on-sqlite.ts";
import { countOf } from "../tables/count-of.ts";
import { formatTable } from "../tables/format-table.ts";
import { formatFigure } from "../tables/format-value.ts";
import { paint } from "../terminal/paint.ts";
import { printJson } from "../terminal/write-out.ts";
import { describeEpochs } from "../trials/describe-epochs.ts";
import type { TrainFlags } from "./train-flags.ts";

/** `file`: as it was typed. Throws UsageError where a file of the network is asked for: its module keeps it. */
export async function trainModule(
  experiment: ReadExperiment & { readonly spec: OwnExperimentSpec },
  file: string,
  flags: TrainFlags,
): Promise<void> {
  const { spec } = experiment;
  if (flags.out !== undefined) {
    throw new UsageError(
      `Cannot write ${flags.out}: ${file} is trained by its own module ${spec.training.module}, which keeps what it ` +
        "trains to itself; leave out --out, and write the file in the module",
    );
  }
  await sweepOnSqlite(experiment, { ...flags, workers: 1 }, async (store, summary, display) => {
    const [trial] = await store.listTrials(summary.id);
    if (trial === undefined || trial.status !== "finished") {
      throw new Error(
        `Cannot tell the figures of ${spec.name}: its training ${trial?.status ?? "did not begin"}: ` +
          `${trial?.diagnosis}`,
      );
    }
    const figures = lastOf((await store.readMetrics([trial.id])).get(trial.id) ?? {});
    if (summary.synthetic) display.onLine(paint("warning", "These figures are of SYNTHETIC data."));
    display.onLine(describe(spec, trial, figures));
    if (flags.json !== true) return;
    const { seed, epochs, objective, objectiveEpoch, seconds } = trial;
    const { synthetic } = summary;
    printJson({ run: `${spec.name}/0`, seed, epochs, figures, objective, objectiveEpoch, seconds, synthetic });
  });
}

/** Of each figure what it was last. */
function lastOf(metrics: Metrics): Readonly<Record<string, number | null>> {
  return Object.fromEntries(Object.entries(metrics).map(([name, values]) => [name, values[values.length - 1] ?? null]));
}

function describe(
  { name, objective: { metric }, training: { module } }: OwnExperimentSpec,
  trial: TrialRecord,
  figures: Readonly<Record<string, number | null>>,
): string {
  const { epochs, seconds, seed, objective } = trial;
  const rows = Object.entries(figures).map(([figure, value]) => [figure, formatFigure(value)]);
  return [
    "",
    `${name}: ${countOf(epochs, "epoch")} in ${formatDuration(seconds)}, seed ${seed}`,
    "",
    formatTable(["figure", "last"], rows, "lr"),
    "",
    `Its objective: ${metric} ${formatFigure(objective)}${describeEpochs(trial)}.`,
    `No network is written: ${module} keeps what it trains to itself.`,
    `Every epoch of it: ${nextCommand(["runs", "show"], [`${name}/0`])}`,
  ].join("\n");
}
