import type { OpenOptions } from "../open-options.ts";
import { openSession } from "../open-session.ts";
import type { LabStore } from "../store.ts";
import { describeSqliteError } from "./describe-sqlite-error.ts";
import { openSqlite } from "./open-sqlite.ts";
import { sqliteKind } from "./sqlite-kind.ts";
import { StoreKeeper } from "./store-keeper.ts";

export async function openSqliteStore(
  file: string,
  { create, now, onDamage }: Required<OpenOptions>,
): Promise<LabStore> {
  const opened = await openSqlite(file, { create, onDamage }).catch((error: unknown) => {
    throw describeSqliteError(error, file);
  });
  const keeper = new StoreKeeper(file, opened);
  return openSession({
    ...{ db: opened.db, readOnly: opened.readOnly },
    ...{ kind: sqliteKind, place: file, onDamage, now },
    describe: (error) => keeper.describe(error),
    close: () => keeper.close(),
  });
}
