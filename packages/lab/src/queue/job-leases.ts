/**
 * The leases of the jobs that this worker has fetched. It renews them at intervals, and looks for leases that other
 * workers no longer renew, so that those trials go on elsewhere. Both happen in the event loop, which training does not
 * block.
 */
import { setTimeout } from "node:timers/promises";
import type { PgBoss } from "pg-boss";
import { QUEUE, QUEUE_SCHEMA, type TrialJob } from "./trial-queue.ts";
import { wakeWorkers } from "./wake-workers.ts";
import type { WorkerEvents } from "./worker-events.ts";

const ROUND_MS = 500;
/** a lease lapses after ten seconds */
const HEARTBEAT_MS = 3_000;
/**
 * When the server comes back every lease looks lapsed, though the workers are alive: they have this long to renew them
 * before anyone looks. A worker that has just started cannot know whether the server was away, and waits as well.
 */
const GRACE_MS = 5_000;
/** between pg-boss's full maintenance runs (old jobs, leases of more than a day), which take a dozen statements */
const TIDY_MS = 60_000;

interface Held {
  readonly job: TrialJob;
  /** the lease has lapsed; may be called more than once */
  onLapsed: () => Promise<void>;
}

export class JobLeases {
  readonly #boss: PgBoss;
  readonly #events: Pick<WorkerEvents, "onTrouble" | "onRecovery">;
  readonly #held = new Map<string, Held>();
  readonly #end = new AbortController();
  readonly #rounds: Promise<void>;
  #tidiedMs = Number.NEGATIVE_INFINITY;

  constructor(boss: PgBoss, events: Pick<WorkerEvents, "onTrouble" | "onRecovery">) {
    this.#boss = boss;
    this.#events = events;
    this.#rounds = this.#goRound();
  }

  add(job: TrialJob): void {
    this.#held.set(job.id, { job, onLapsed: async () => {} });
  }

  watch({ id }: TrialJob, onLapsed: () => Promise<void>): void {
    const held = this.#held.get(id);
    if (held !== undefined) held.onLapsed = onLapsed;
  }

  remove({ id }: TrialJob): void {
    this.#held.delete(id);
  }

  async close(): Promise<void> {
    this.#end.abort();
    await this.#rounds;
  }

  async #goRound(): Promise<void> {
    let beatMs = performance.now();
    let quietSinceMs = performance.now();
    let isCutOff = false;
    while (await sleep(ROUND_MS, this.#end.signal)) {
      try {
        if (isCutOff || performance.now() - beatMs >= HEARTBEAT_MS) {
          await this.#beat();
          beatMs = performance.now();
        }
        if (isCutOff) this.#events.onRecovery();
        isCutOff = false;
        if (performance.now() - quietSinceMs >= GRACE_MS) await this.#lookForLapsed();
      } catch (error) {
        isCutOff = true;
        quietSinceMs = performance.now();
        this.#events.onTrouble(error as Error);
      }
    }
  }

  async #lookForLapsed(): Promise<void> {
    if (performance.now() - this.#tidiedMs < TIDY_MS && !(await this.#hasLapsed())) return;
    await this.#boss.supervise(QUEUE);
    await wakeWorkers(this.#boss.getDb());
    this.#tidiedMs = performance.now();
  }

  /** Whether any worker's lease has lapsed: pg-boss's own condition, without the dozen statements around it. */
  async #hasLapsed(): Promise<boolean> {
    const { rows } = await this.#boss
      .getDb()
      .executeSql(
        `select 1 from ${QUEUE_SCHEMA}.job where name = $1 and state = 'active' and heartbeat_on + ` +
          "heartbeat_seconds * interval '1 second' < now() limit 1",
        [QUEUE],
      );
    return rows.length > 0;
  }

  async #beat(): Promise<void> {
    const all = [...this.#held.values()];
    if (all.length === 0) await this.#boss.getDb().executeSql("select 1");
    if (all.length === 0 || (await this.#touch(all)) === all.length) return;
    // the answer says how many are still ours, not which
    for (const held of all) {
      if ((await this.#touch([held])) === 0 && this.#held.get(held.job.id) === held) await held.onLapsed();
    }
  }

  async #touch(held: readonly Held[]): Promise<number> {
    const jobs = held.map(({ job: { id, retryCount } }) => ({ id, retryCount }));
    // pg-boss does not type the answer
    return ((await this.#boss.touch(QUEUE, jobs)) as { readonly affected: number }).affected;
  }
}

/** False if it was ended in the meantime. */
async function sleep(ms: number, signal: AbortSignal): Promise<boolean> {
  return setTimeout(ms, true, { signal }).catch(() => false);
}
