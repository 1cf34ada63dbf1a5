/** An experiment into the queue. */
import type { PgBoss } from "pg-boss";
import type { ExperimentSpec } from "study";
import { UsageError } from "../errors.ts";
import { advanceExperiment } from "../runner/advance-experiment.ts";
import type { ExperimentContents } from "../runner/experiment-contents.ts";
import { openExperiment } from "../runner/open-experiment.ts";
import { withRetries } from "../runner/with-retries.ts";
import type { ExperimentRecord, LabStore } from "../store/store.ts";
import { enqueueTrials } from "./enqueue-trials.ts";
import { holdExperiment } from "./hold-experiment.ts";
import { setPriorityInside } from "./set-priority.ts";

export interface SubmitOptions {
  /** null: as it is; 0 for a new one */
  readonly priority: number | null;
}

/**
 * Creates it, or goes on with it (a cancelled one as well), and puts every trial that can be trained now into the
 * queue: in one transaction. Called again it changes nothing, but that a trial whose job was lost gets one. Throws what
 * `openExperiment` throws.
 */
export async function submitExperiment(
  store: LabStore,
  boss: PgBoss,
  spec: ExperimentSpec,
  { record, files }: Pick<ExperimentContents, "record" | "files">,
  { priority }: SubmitOptions,
): Promise<ExperimentRecord> {
  const submit = () =>
    withRetries(() => store.transaction((inside) => submitInside(inside, boss, spec, { record, files }, priority)));
  const isNew = (await withRetries(() => store.findExperiment(spec.name))) === null;
  try {
    return await submit();
  } catch (error) {
    // another process has created it in the same moment
    if (!isNew || !(error instanceof UsageError)) throw error;
    return submit();
  }
}

async function submitInside(
  inside: LabStore,
  boss: PgBoss,
  spec: ExperimentSpec,
  { record, files }: Pick<ExperimentContents, "record" | "files">,
  priority: number | null,
): Promise<ExperimentRecord> {
  const { id, cancelled } = await openExperiment(inside, spec, record, files);
  await inside.lockExperiment(id);
  if (cancelled) await inside.reviveExperiment(id);
  if (priority !== null) await setPriorityInside(inside, id, priority);
  const experiment = (await holdExperiment(inside, id))!;
  await advanceExperiment(inside, experiment, spec);
  // running ones too: where their worker has died and their job is gone, nobody else would go on with them
  const live = await inside.listTrials(id, { status: ["ready", "running"] });
  await enqueueTrials(boss, inside, experiment, live);
  return experiment;
}
