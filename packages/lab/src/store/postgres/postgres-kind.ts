import { CompiledQuery, type Kysely, sql } from "kysely";
import { type DatabaseKind, MIGRATIONS_TABLE, type SealedRow } from "../database-kind.ts";

/** The database is often shared: pg-boss's queue lies in it too, in a schema of its own. */
const SCHEMA = "minibatch";

/** Postgres: many connections at once, so rows are locked where a decision depends on them. */
export const postgresKind: DatabaseKind = {
  name: "postgres",
  schema: SCHEMA,
  idType: "bigint",
  bytesType: "bytea",
  // bytes arrive as hexadecimal text, and a string of V8 has at most 2^29 - 24 characters
  mostBlobBytes: 268_000_000,
  numberRows: (column) => column.generatedAlwaysAsIdentity().primaryKey(),
  clustered: null,
  async storeUncompressed(db, table, column) {
    await sql`alter table ${sql.id(SCHEMA, table)} alter column ${sql.id(column)} set storage external`.execute(db);
  },
  isOneOf: (column, values) => sql`${sql.ref(column)} = any(${values})`,
  tabulateSeals(rows) {
    const ids = rows.map(({ id }) => id);
    const seals = rows.map(({ seal }) => seal);
    const descriptions = rows.map(({ description_seal }) => description_seal);
    const table = sql<SealedRow>`
      (select * from unnest(${ids}::bigint[], ${seals}::bigint[], ${descriptions}::bigint[]) as rows (id, seal, description_seal))`;
    return table.as("sealed");
  },
  renewIndexes: async () => {},
  // "no key": rows that refer to a locked row may still be added
  lockRows: (query) => query.forNoKeyUpdate(),
  lockFreeRows: (query) => query.forNoKeyUpdate().skipLocked(),
  async executeSql(db, text, values) {
    const { rows } = await db.executeQuery(CompiledQuery.raw(text, [...values]));
    return { rows };
  },
  async readMigrations(db) {
    return (await hasTable(db)) ? await readNames(db) : null;
  },
};

async function hasTable<Schema>(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select to_regclass(${`${SCHEMA}.${MIGRATIONS_TABLE}`}) is not null as found`.execute(db);
  return rows[0]?.found === true;
}

async function readNames<Schema>(db: Kysely<Schema>): Promise<string[]> {
  const table = sql.id(SCHEMA, MIGRATIONS_TABLE);
  const { rows } = await sql<{ name: string }>`select name from ${table} order by name`.execute(db);
  return rows.map(({ name }) => name);
}
