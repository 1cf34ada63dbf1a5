/** Kysely on `node:sqlite`: one connection, which Kysely hands to one transaction at a time. */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
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

/** Statements kept ready: more than the store has, so that only odd ones (lists of values of many lengths) push each other out. */
const STATEMENTS = 200;
const WITHOUT_PAUSE_MS = 10;

export function nodeSqliteDialect(database: DatabaseSync): Dialect {
  return {
    createDriver: () => new NodeSqliteDriver(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new NodeSqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** SQLite creates and alters tables in transactions; Kysely's own adapter does not use that. With it a migration is whole or not there. */
class NodeSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: NodeSqliteConnection;
  #pausedMs = 0;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#connection = new NodeSqliteConnection(database);
  }

  async init(): Promise<void> {}

  /** All that SQLite does here is done by the time it answers. Without a pause a row of operations would keep timers and Ctrl-C waiting. */
  async acquireConnection(): Promise<DatabaseConnection> {
    if (performance.now() - this.#pausedMs > WITHOUT_PAUSE_MS) {
      await setImmediate();
      this.#pausedMs = performance.now();
    }
    return this.#connection;
  }

  /** What will write takes the write lock at once: a transaction that read first and then wants it is refused if another wrote meanwhile. */
  async beginTransaction(_connection: DatabaseConnection, { accessMode }: TransactionSettings): Promise<void> {
    await waitForLock(() => this.#connection.run(accessMode === "read only" ? "begin" : "begin immediate"));
  }

  async commitTransaction(): Promise<void> {
    this.#connection.run("commit");
  }

  async rollbackTransaction(): Promise<void> {
    // After some errors (a full disk) SQLite has rolled back by itself.
    if (this.#database.isTransaction) this.#connection.run("rollback");
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#database.close();
  }
}

interface Prepared {
  readonly statement: StatementSync;
  /** gives rows, if only none */
  readonly reader: boolean;
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  run(text: string): void {
    this.#prepare(text).statement.run();
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { statement, reader } = this.#prepare(sql);
    const values = parameters as readonly SQLInputValue[];
    if (reader) return { rows: await waitForLock(() => statement.all(...values) as Row[]) };
    const { changes } = await waitForLock(() => statement.run(...values));
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
