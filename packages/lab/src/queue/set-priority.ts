import { withRetries } from "../runner/with-retries.ts";
import type { LabStore } from "../store/store.ts";
import { groupOf } from "./enqueue-trials.ts";
import { holdExperiment } from "./hold-experiment.ts";
import { jobPriority, RANKS } from "./job-priority.ts";
import { QUEUE, QUEUE_SCHEMA } from "./trial-queue.ts";

/** Applies to waiting jobs too, from the next fetch on. Higher first. Throws as `jobPriority` does. */
export async function setPriority(store: LabStore, experimentId: number, priority: number): Promise<void> {
  await withRetries(() => store.transaction((inside) => setPriorityInside(inside, experimentId, priority)));
}

export async function setPriorityInside(inside: LabStore, experimentId: number, priority: number): Promise<void> {
  const ofLast = jobPriority(priority, RANKS - 1);
  await holdExperiment(inside, experimentId);
  await inside.setPriority(experimentId, priority);
  // pg-boss changes one job at a time, and a sweep may have a hundred thousand
  await inside.executeSql(
    `update ${QUEUE_SCHEMA}.job set priority = $1 + (priority & $2) where name = $3 and group_id = $4 and state ` +
      "< 'active'",
    [ofLast, RANKS - 1, QUEUE, groupOf(experimentId).id],
  );
}
