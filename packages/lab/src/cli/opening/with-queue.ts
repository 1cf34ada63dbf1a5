/** A Postgres store and its queue, both closed at the end whatever happens. */
import type { PgBoss } from "pg-boss";
import { UsageError } from "../../errors.ts";
import { closeQueue, openQueue, placeOfQueue } from "../../queue/trial-queue.ts";
import { describePostgresError } from "../../store/postgres/describe-postgres-error.ts";
import type { LabStore } from "../../store/store.ts";
import type { StoreFlags } from "../options/store-option.ts";
import { chooseStore, openChosenStore } from "./choose-store.ts";

export interface OpenQueue {
  readonly store: LabStore;
  readonly boss: PgBoss;
  /** with its password */
  readonly url: string;
}

/** `onTrouble` takes what goes wrong in the background. Throws UsageError for a store that is a file. */
export async function withQueue<T>(
  flags: StoreFlags,
  onTrouble: (error: Error) => void,
  work: (queue: OpenQueue) => Promise<T>,
): Promise<T> {
  const { at, place, chosenBy } = chooseStore(flags);
  if (at.kind !== "postgres") {
    throw new UsageError(
      `Cannot use the queue of ${place} (${chosenBy}): it is a file, should be a postgres:// URL; name one with --store`,
    );
  }
  const store = await openChosenStore(flags, { create: true });
  try {
    const boss = await openQueue(at.url, onTrouble);
    try {
      return await work({ store, boss, url: at.url });
    } catch (error) {
      // what pg-boss asks the server is not told by the store
      throw describePostgresError(error, placeOfQueue(at.url), false);
    } finally {
      await closeQueue(boss).catch(onTrouble);
    }
  } finally {
    await store.close();
  }
}

/** For a command of one transaction: what goes wrong in the background does not concern it. */
export function ignoreTrouble(): void {}
