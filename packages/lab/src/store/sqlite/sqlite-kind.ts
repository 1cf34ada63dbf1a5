import { type Kysely, sql } from "kysely";
import { UsageError } from "../../errors.ts";
import { type DatabaseKind, MIGRATIONS_TABLE, type SealedRow } from "../database-kind.ts";

const NO_QUEUE =
  "Cannot queue trials in a SQLite file: workers on several machines need a server; give --store postgres://...";

/** SQLite: a writing transaction locks the whole file from its first statement, so rows need no locks. */
export const sqliteKind: DatabaseKind = {
  name: "sqlite",
  schema: null,
  idType: "integer",
  bytesType: "blob",
  // SQLite's documentation, "Limits in SQLite": a row has at most a billion bytes; the rest of the row is short
  mostBlobBytes: 999_000_000,
  numberRows: (column) => column.primaryKey().autoIncrement(),
  clustered: sql`without rowid`,
  storeUncompressed: async () => {},
  isOneOf: (column, values) => sql`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`,
  tabulateSeals(rows) {
    const list = JSON.stringify(rows.map(({ id, seal, description_seal }) => [id, seal, description_seal]));
    const table = sql<SealedRow>`
      (select value ->> 0 as id, value ->> 1 as seal, value ->> 2 as description_seal from json_each(${list}))`;
    return table.as("sealed");
  },
  async renewIndexes(db, table) {
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(${sql.id(table)})`.execute(db);
    if (rows.some(({ integrity_check: problem }) => problem !== "ok")) await sql`reindex ${sql.id(table)}`.execute(db);
  },
  lockRows: (query) => query,
  lockFreeRows: (query) => query,
  executeSql: () => Promise.reject(new UsageError(NO_QUEUE)),
  async readMigrations(db) {
    return (await hasTable(db, MIGRATIONS_TABLE)) ? await readNames(db) : null;
  },
};

async function hasTable<Schema>(db: Kysely<Schema>, table: string): Promise<boolean> {
  const { rows } = await sql`select 1 from sqlite_schema where type = 'table' and name = ${table}`.execute(db);
  return rows.length > 0;
}

async function readNames<Schema>(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from ${sql.id(MIGRATIONS_TABLE)} order by name`.execute(db);
  return rows.map(({ name }) => name);
}
