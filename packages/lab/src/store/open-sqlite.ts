import { closeSync, openSync, readSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { InputError } from "../errors.ts";
import { nodeSqliteDialect } from "./node-sqlite-dialect.ts";
import type { StoreSchema } from "./schema.ts";
import { waitForLock } from "./wait-for-lock.ts";

/** Opens the file; makes it when `create`. Throws InputError for what is no store of ours. */
export async function openSqlite(file: string, create: boolean): Promise<Kysely<StoreSchema>> {
  refuseOther(file, create);
  // resolved, for SQLite would take `:memory:` and `file:...` for something else
  const database = new DatabaseSync(resolve(file), { timeout: 0, enableForeignKeyConstraints: true });
  try {
    await waitForLock(() => refuseForeign(database, file));
    await waitForLock(() => database.exec("pragma journal_mode = wal"));
    // A lost power supply may cost the last commits, a killed process none: with a write-ahead log NORMAL never spoils the file.
    database.exec("pragma synchronous = normal; pragma temp_store = memory; pragma cache_size = -16000");
    return new Kysely<StoreSchema>({ dialect: nodeSqliteDialect(database) });
  } catch (error) {
    database.close();
    throw error;
  }
}

function refuseOther(file: string, create: boolean): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    throw new InputError(`Cannot open the store ${file}: it is a folder, should be a file; name a file in it`);
  }
  if (found === undefined) {
    if (!create) {
      throw new InputError(
        `Cannot open the store ${file}: there is no such file; name another, or run a sweep with it`,
      );
    }
    if (!statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory()) {
      throw new InputError(`Cannot make the store ${file}: there is no folder ${dirname(file)}; make it first`);
    }
    return;
  }
  if (found.size === 0 && !create) {
    throw new InputError(
      `Cannot open the store ${file}: it holds no experiments; name another, or run a sweep with it`,
    );
  }
  const head = readHead(file);
  if (head !== "" && head !== MAGIC) {
    throw new InputError(`Cannot open the store ${file}: it is not an SQLite file; name another, or move it away`);
  }
}

/** SQLite's documentation, "Database File Format", 1.3.1. */
const MAGIC = "SQLite format 3\0";

function readHead(file: string): string {
  const descriptor = openSync(file, "r");
  try {
    const head = Buffer.alloc(MAGIC.length);
    return head.toString("latin1", 0, readSync(descriptor, head, 0, head.length, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** Our tables do not go into another program's file. */
function refuseForeign(database: DatabaseSync, file: string): void {
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").all();
  if (tables.length === 0 || tables.some(({ name }) => name === "minibatch_migrations")) return;
  throw new InputError(
    `Cannot open the store ${file}: it holds another program's table ${tables[0]?.name}; name another file`,
  );
}
