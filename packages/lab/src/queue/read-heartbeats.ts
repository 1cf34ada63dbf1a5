/** Who works on an experiment of the queue now, by the heartbeats of its job leases. Reads only. */
import type { LabStore } from "../store/store.ts";
import { groupOf } from "./enqueue-trials.ts";
import { QUEUE, QUEUE_SCHEMA } from "./trial-queue.ts";

export interface Heartbeats {
  /** job leases that were renewed in time */
  readonly alive: number;
  /** job leases that were not, and that no other worker has taken over yet */
  readonly lapsed: number;
  readonly lastBeat: Date | null;
  /** jobs that no worker has fetched */
  readonly waiting: number;
}

/** SQLSTATEs of a missing table and a missing schema: nothing was ever put into the queue. */
const NO_QUEUE: ReadonlySet<unknown> = new Set(["42P01", "3F000"]);
const NOTHING: Heartbeats = { alive: 0, lapsed: 0, lastBeat: null, waiting: 0 };

/** By the server's clock. Null without the right to read it. */
export async function readHeartbeats(store: LabStore, experimentId: number): Promise<Heartbeats | null> {
  try {
    const { rows } = await store.executeSql(
      `select count(*) filter (where state = 'active' and not silent)::integer as alive,
        count(*) filter (where state = 'active' and silent)::integer as lapsed,
        (extract(epoch from max(heartbeat_on) filter (where state = 'active')))::float8 as last_beat,
        count(*) filter (where state < 'active')::integer as waiting
      from (
        select state, heartbeat_on, heartbeat_on + heartbeat_seconds * interval '1 second' < now() as silent
        from ${QUEUE_SCHEMA}.job where name = $1 and state <= 'active' and group_id = $2
      ) as jobs`,
      [QUEUE, groupOf(experimentId).id],
    );
    const [row] = rows as (Omit<Heartbeats, "lastBeat"> & { readonly last_beat: number | null })[];
    if (row === undefined) return null;
    const { last_beat, ...counts } = row;
    return { ...counts, lastBeat: last_beat === null ? null : new Date(1000 * last_beat) };
  } catch (error) {
    return NO_QUEUE.has(codeOf(error)) ? NOTHING : null;
  }
}

function codeOf(error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if ("code" in cause) return cause.code;
  return null;
}
