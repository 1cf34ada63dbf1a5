/** Kysely on `node:sqlite`: one connection, which Kysely gives to one transaction at a time. */
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from "kysely";
import { waitForLock } from "./wait-for-lock.ts";

/**
 * Prepared statements in the cache: more than the store's own, so that only odd ones (long lists of values) are
 * evicted.
 */
const STATEMENTS = 200;
const WITHOUT_PAUSE_MS = 10;

/** `check` is called before each statement and after each commit; what it throws ends the work. */
export function nodeSqliteDialect(database: DatabaseSync, check: () => void = () => {}): Dialect {
  return {
    createDriver: () => new NodeSqliteDriver(database, check),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new NodeSqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/**
 * SQLite can create and alter tables in transactions, which Kysely's own adapter does not use. With it a migration is
 * made wholly or not at all.
 */
class NodeSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: NodeSqliteConnection;
  readonly #check: () => void;
  #pausedMs = 0;

  constructor(database: DatabaseSync, check: () => void) {
    this.#database = database;
    this.#check = check;
    this.#connection = new NodeSqliteConnection(database, check);
  }

  async init(): Promise<void> {}

  /** SQLite's calls are synchronous: without a pause, a series of operations would block timers and Ctrl-C. */
  async acquireConnection(): Promise<DatabaseConnection> {
    if (performance.now() - this.#pausedMs > WITHOUT_PAUSE_MS) {
      await setImmediate();
      this.#pausedMs = performance.now();
    }
    return this.#connection;
  }

  /**
   * A transaction that writes takes the write lock at once: one that reads first fails to get it if another has written
   * in the meantime.
   */
  async beginTransaction(_connection: DatabaseConnection, { accessMode }: TransactionSettings): Promise<void> {
    this.#check();
    await waitForLock(() => this.#connection.run(accessMode === "read only" ? "begin" : "begin immediate"));
  }

  async commitTransaction(): Promise<void> {
    this.#connection.run("commit");
    this.#check();
  }

  async rollbackTransaction(): Promise<void> {
    // After some errors, such as a full disk, SQLite has rolled back by itself.
    if (this.#database.isTransaction) this.#connection.run("rollback");
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#database.close();
  }
}

interface Prepared {
  readonly statement: StatementSync;
  /** whether it returns rows, even if none */
  readonly reader: boolean;
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #check: () => void;
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: DatabaseSync, check: () => void) {
    this.#database = database;
    this.#check = check;
  }

  run(text: string): void {
    this.#prepare(text).statement.run();
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    if (!this.#database.isTransaction) this.#check();
    const { statement, reader } = this.#prepare(sql);
    const values = parameters as readonly SQLInputValue[];
    if (reader) return { rows: await waitForLock(() => readAll(statement, values) as Row[]) };
    const { changes } = await waitForLock(() => statement.run(...values));
    if (values.some(isLarge)) forget(statement);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  // biome-ignore lint/correctness/useYield: the store reads no stream, and Kysely's interface wants the method
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error("Cannot stream from SQLite: the store reads whole results");
  }

  #prepare(text: string): Prepared {
    const known = this.#prepared.get(text);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(text);
    const prepared = { statement, reader: statement.columns().length > 0 };
    if (this.#prepared.size >= STATEMENTS) {
      const [oldest] = this.#prepared.keys();
      if (oldest !== undefined) this.#prepared.delete(oldest);
    }
    this.#prepared.set(text, prepared);
    return prepared;
  }
}

const LARGE_BYTES = 2 ** 20;

function isLarge(value: SQLInputValue): boolean {
  return ArrayBuffer.isView(value) && value.byteLength >= LARGE_BYTES;
}

/**
 * SQLite copies what a statement is called with, and keeps the copy until the next call, which may never come: of a
 * file, hundreds of megabytes. An iterator binds anew (here nothing), and runs nothing before its first step.
 */
function forget(statement: StatementSync): void {
  statement.iterate();
}

/** An integer that JavaScript cannot hold exactly is not ours: it becomes NaN, which fits no seal. */
function readAll(statement: StatementSync, values: readonly SQLInputValue[]): unknown[] {
  try {
    return statement.all(...values);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  statement.setReadBigInts(true);
  try {
    return statement
      .all(...values)
      .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toNumber(value)])));
  } finally {
    statement.setReadBigInts(false);
  }
}

function toNumber(value: SQLOutputValue): SQLOutputValue {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : Number.NaN;
}
