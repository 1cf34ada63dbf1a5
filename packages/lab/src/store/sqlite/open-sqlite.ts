import { accessSync, constants, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { InputError, OutputError } from "../../errors.ts";
import { systemCode } from "../../files/describe-write-failure.ts";
import { INDEX_DAMAGED, mendIndex, tellDamage } from "../integrity/damage.ts";
import { isOfEarlierVersion, migrateStore } from "../migrate-store.ts";
import type { OpenOptions } from "../open-options.ts";
import type { StoreSchema } from "../schema.ts";
import { checkFile } from "./check-file.ts";
import { checkStructure } from "./check-structure.ts";
import { FileGuard } from "./file-guard.ts";
import { holdFile } from "./held-file.ts";
import { nodeSqliteDialect } from "./node-sqlite-dialect.ts";
import { type OpenedFile, openCopy, openToRead } from "./open-to-read.ts";
import { sqliteKind } from "./sqlite-kind.ts";
import { waitForLock } from "./wait-for-lock.ts";

/** An open SQLite file with this version's schema. */
export interface SqliteFile {
  readonly db: Kysely<StoreSchema>;
  readonly database: DatabaseSync;
  readonly guard: FileGuard;
  /** why it cannot be written; null if it can */
  readonly readOnly: string | null;
  close(): void;
}

type Options = Pick<Required<OpenOptions>, "create" | "onDamage">;

/**
 * Makes the file if `create` is set. Throws InputError if it is no store, OutputError if it is to be written and cannot
 * be.
 */
export async function openSqlite(file: string, options: Options): Promise<SqliteFile> {
  const readOnly = checkFile(file, options.create) ? whyReadOnly(file) : null;
  if (readOnly !== null && options.create) {
    throw new OutputError(
      `Cannot write the store ${file}: ${readOnly}; make the file and its folder writable, or name another`,
    );
  }
  const opened = readOnly === null ? openToWrite(file) : await openForReaders(file);
  const store = await prepare(file, opened, options, readOnly);
  try {
    return await requireWholeIndexes(file, store, options);
  } catch (error) {
    store.close();
    throw error;
  }
}

/**
 * A damaged index: InputError or, where damage is reported, a copy of the file with its indexes rebuilt from its rows.
 */
async function requireWholeIndexes(file: string, store: SqliteFile, options: Options): Promise<SqliteFile> {
  const problem = checkStructure(store.database, { ...options, place: file });
  if (problem === null) return store;
  tellDamage(
    options,
    `Cannot rely on an index of the store ${file} (${problem}): what is read is read without it; ${mendIndex(file)}`,
  );
  store.close();
  const copy = openCopy(resolve(file));
  try {
    copy.database.exec("reindex");
  } catch (error) {
    copy.database.close();
    copy.remove();
    throw new InputError(`Cannot use the store ${file}: the file is damaged; take it from a copy`, { cause: error });
  }
  return prepare(file, copy, options, INDEX_DAMAGED);
}

/** `file`: the user's name for it; `opened` may be a copy. */
async function prepare(
  file: string,
  opened: OpenedFile,
  { create }: Options,
  readOnly: string | null,
): Promise<SqliteFile> {
  const { database } = opened;
  let guard: FileGuard | null = null;
  let isWatched = false;
  const db = openKysely(database, () => {
    if (isWatched) guard?.check();
  });
  let isClosed = false;
  const close = (): void => {
    // the descriptor of a closed file may belong to another one now
    if (isClosed) return;
    isClosed = true;
    if (database.isOpen) database.close();
    guard?.release();
    opened.remove();
  };
  try {
    await waitForLock(() => checkOurs(database, file));
    if (readOnly === null) {
      await waitForLock(() => database.exec("pragma journal_mode = wal"));
      // A power failure may cost the last commits, a killed process none: with a write-ahead log NORMAL never
      // corrupts the file.
      database.exec("pragma synchronous = normal");
    }
    database.exec("pragma temp_store = memory; pragma cache_size = -16000; pragma cell_size_check = on");
    await waitForLock(() => database.exec("select count(*) from sqlite_schema"));
    // its log exists by now
    guard = new FileGuard(opened.file, opened.isFrozen);
    await migrateStore(db, sqliteKind, file, create);
    if (readOnly !== null) database.exec("pragma query_only = on");
    isWatched = true;
    return { db, database, guard, readOnly, close };
  } catch (error) {
    close();
    throw error;
  }
}

function openKysely(database: DatabaseSync, check: () => void): Kysely<StoreSchema> {
  return new Kysely<StoreSchema>({ dialect: nodeSqliteDialect(database, check) });
}

/**
 * Resolves the path, because `:memory:` and `file:...` mean something else to SQLite. Holds the file from the start:
 * another store on it in this process must not close it after reading its header.
 */
function openToWrite(file: string): OpenedFile {
  const database = new DatabaseSync(resolve(file), { timeout: 0, enableForeignKeyConstraints: true });
  const held = holdFile(file);
  return { database, isFrozen: false, file, remove: () => held.release() };
}

/** Opens an earlier version's file as a copy, to be migrated: that cannot be done in place. */
async function openForReaders(file: string): Promise<OpenedFile> {
  const opened = openToRead(file);
  const { database, remove } = opened;
  try {
    if (
      !(await isOfEarlierVersion(
        openKysely(database, () => {}),
        sqliteKind,
      ))
    )
      return opened;
  } catch (error) {
    database.close();
    remove();
    throw error;
  }
  database.close();
  remove();
  return openCopy(resolve(file));
}

/** Throws for another program's file: our tables do not go there. */
function checkOurs(database: DatabaseSync, file: string): void {
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").all();
  if (tables.length === 0 || tables.some(({ name }) => name === "minibatch_migrations")) return;
  throw new InputError(
    `Cannot open the store ${file}: it holds another program's table ${tables[0]?.name}; name another file`,
  );
}

/** SQLite must write both the file and its folder, where its log goes. Null if both can be written. */
function whyReadOnly(file: string): string | null {
  const real = realpathSync(file);
  return whyNotWritable(real, "the file") ?? whyNotWritable(dirname(real), "its folder");
}

function whyNotWritable(path: string, name: string): string | null {
  try {
    accessSync(path, constants.W_OK);
    return null;
  } catch (error) {
    if (systemCode(error) === "EROFS") return "its file system is read-only";
    return `no permission to write ${name}`;
  }
}
