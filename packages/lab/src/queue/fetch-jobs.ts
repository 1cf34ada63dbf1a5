/** Fetches jobs for a worker: by priority, then by age. */
import type { PgBoss } from "pg-boss";
import { withRetries } from "../runner/with-retries.ts";
import type { LabStore } from "../store/store.ts";
import { groupOf } from "./enqueue-trials.ts";
import { passJobOn } from "./settle-job.ts";
import { QUEUE, QUEUE_SCHEMA, type TrialJob, type TrialJobData } from "./trial-queue.ts";

export class JobFetcher {
  readonly #boss: PgBoss;
  readonly #store: LabStore;
  readonly #onlyOf: number | null;
  readonly #signal: AbortSignal;
  /** experiments that this worker does not train; one is added when a job of it is fetched */
  readonly #ignored = new Set<string>();

  /** `onlyOf`: fetch only this experiment's jobs; null: any */
  constructor(boss: PgBoss, store: LabStore, onlyOf: number | null, signal: AbortSignal) {
    this.#boss = boss;
    this.#store = store;
    this.#onlyOf = onlyOf;
    this.#signal = signal;
  }

  /** Its jobs are others' business from now on. False where they were already. */
  leave(experimentId: number): boolean {
    const { id } = groupOf(experimentId);
    if (this.#ignored.has(id)) return false;
    this.#ignored.add(id);
    return true;
  }

  /** At most `count` jobs, fewer if fewer wait. */
  async fetch(count: number): Promise<TrialJob[]> {
    for (;;) {
      const ignoreGroups = this.#ignored.size === 0 ? null : [...this.#ignored];
      const jobs = await withRetries(
        () => this.#boss.fetch<TrialJobData>(QUEUE, { batchSize: count, ignoreGroups }),
        this.#signal,
      );
      const foreign = this.#onlyOf === null ? [] : jobs.filter(({ data }) => data.experimentId !== this.#onlyOf);
      for (const job of foreign) {
        this.#ignored.add(groupOf(job.data.experimentId).id);
        await withRetries(() => passJobOn(this.#boss, this.#store, job));
      }
      const ours = jobs.filter((job) => !foreign.includes(job));
      if (ours.length > 0 || foreign.length === 0) return ours;
    }
  }

  /**
   * Whether any trial waits or is being trained, here or elsewhere. One in training may still bring work: its worker
   * may die, or its end may make new trials ready. What is left to others does not count.
   */
  async hasWork(): Promise<boolean> {
    const group = this.#onlyOf === null ? null : groupOf(this.#onlyOf).id;
    const { rows } = await withRetries(
      () =>
        this.#boss
          .getDb()
          .executeSql(
            `select 1 from ${QUEUE_SCHEMA}.job where name = $1 and state <= 'active' and ($2::text is null or ` +
              "group_id = $2) and not coalesce(group_id = any($3::text[]), false) limit 1",
            [QUEUE, group, [...this.#ignored]],
          ),
      this.#signal,
    );
    return rows.length > 0;
  }
}
