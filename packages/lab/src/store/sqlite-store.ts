import { describeSqliteError } from "./describe-sqlite-error.ts";
import { migrateStore } from "./migrate-store.ts";
import { openSession } from "./open-session.ts";
import { openSqlite } from "./open-sqlite.ts";
import type { OpenOptions } from "./open-store.ts";
import { sqliteKind } from "./sqlite-kind.ts";
import type { LabStore } from "./store.ts";

export async function openSqliteStore(
  file: string,
  { create, now, onDamage }: Required<OpenOptions>,
): Promise<LabStore> {
  const describe = (error: unknown) => describeSqliteError(error, file);
  try {
    const db = await openSqlite(file, create);
    try {
      await migrateStore(db, sqliteKind, file, create);
      return openSession({ db, kind: sqliteKind, place: file, onDamage, now, describe });
    } catch (error) {
      await db.destroy();
      throw error;
    }
  } catch (error) {
    throw describe(error);
  }
}
