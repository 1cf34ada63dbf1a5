import { describeSqliteError } from "./describe-sqlite-error.ts";
import { migrateStore } from "./migrate-store.ts";
import { openSession } from "./open-session.ts";
import { openSqlite } from "./open-sqlite.ts";
import { sqliteKind } from "./sqlite-kind.ts";
import type { LabStore } from "./store.ts";
import { formatPlace, parsePlace } from "./store-place.ts";

export interface OpenOptions {
  /** make it when it is not there; false for commands that only read. Default: true */
  readonly create?: boolean;
  /** the clock of its dates */
  readonly now?: () => Date;
}

/**
 * Opens the store at `place`: a path or `sqlite:path`, or `postgres://...`; and brings it to this version's schema. Throws UsageError
 * for a place that is neither, InputError for one that does not open as a store, each in one line and without the password.
 */
export async function openStore(place: string, options: OpenOptions = {}): Promise<LabStore> {
  const { create = true, now = () => new Date() } = options;
  const parsed = parsePlace(place);
  if (parsed.kind === "postgres") throw new Error(formatPlace(place));
  const describe = (error: unknown) => describeSqliteError(error, parsed.file);
  try {
    const db = await openSqlite(parsed.file, create);
    await migrateStore(db, sqliteKind, parsed.file, create);
    return openSession({ db, kind: sqliteKind, place: parsed.file, now }, describe);
  } catch (error) {
    throw describe(error);
  }
}
