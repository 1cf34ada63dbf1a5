/** Puts an experiment into the queue. */
import type { PgBoss } from "pg-boss";
import type { ExperimentSpec } from "study";
import type { SetRecord } from "../data/data-options.ts";
import { UsageError } from "../errors.ts";
import { advanceExperiment } from "../runner/advance-experiment.ts";
import { openExperiment } from "../runner/open-experiment.ts";
import { withRetries } from "../runner/with-retries.ts";
import type { ExperimentRecord, LabStore } from "../store/store.ts";
import { enqueueTrials } from "./enqueue-trials.ts";
import { holdExperiment } from "./hold-experiment.ts";
import { setPriorityInside } from "./set-priority.ts";

export interface SubmitOptions {
  /** null: unchanged, or 0 for a new one */
  readonly priority: number | null;
  /** of files of one's own, for the store to keep; default none */
  readonly files?: readonly Uint8Array[];
}

/**
 * Creates the experiment, or continues it (even a cancelled one), and puts every trial that can be trained now into the
 * queue, in one transaction. Calling it again changes nothing, except that a trial whose job was lost gets a new one.
 * Throws as `openExperiment` does.
 */
export async function submitExperiment(
  store: LabStore,
  boss: PgBoss,
  spec: ExperimentSpec,
  data: SetRecord,
  options: SubmitOptions,
): Promise<ExperimentRecord> {
  const submit = () =>
    withRetries(() => store.transaction((inside) => submitInside(inside, boss, spec, data, options)));
  const isNew = (await withRetries(() => store.findExperiment(spec.name))) === null;
  try {
    return await submit();
  } catch (error) {
    // another process has just created it
    if (!isNew || !(error instanceof UsageError)) throw error;
    return submit();
  }
}

async function submitInside(
  inside: LabStore,
  boss: PgBoss,
  spec: ExperimentSpec,
  data: SetRecord,
  { priority, files = [] }: SubmitOptions,
): Promise<ExperimentRecord> {
  const { id, cancelled } = await openExperiment(inside, spec, data, files);
  await inside.lockExperiment(id);
  if (cancelled) await inside.reviveExperiment(id);
  if (priority !== null) await setPriorityInside(inside, id, priority);
  const experiment = (await holdExperiment(inside, id))!;
  await advanceExperiment(inside, experiment, spec);
  // running ones too: if a trial's worker has died and its job is gone, nobody else would go on with it
  const live = await inside.listTrials(id, { status: ["ready", "running"] });
  await enqueueTrials(boss, inside, experiment, live);
  return experiment;
}
