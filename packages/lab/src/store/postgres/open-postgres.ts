import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { StoreSchema } from "../schema.ts";
import { postgresKind } from "./postgres-kind.ts";

/** A worker trains a few trials at once, each with short statements. */
const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;
/** A broken network gives no error: a query without an answer by then counts as a broken connection. */
const QUERY_TIMEOUT_MS = 60_000;
/** The same for the server: a machine that is switched off during a transaction must not hold its locks for hours. */
const IDLE_IN_TRANSACTION_MS = 60_000;
const KEEP_ALIVE_MS = 5_000;

const { INT8, NUMERIC } = pg.types.builtins;

/** Counts, sums and ids are far below 2^53. Set for this pool, not for the whole process. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (type, format) => (type === INT8 || type === NUMERIC ? Number : pg.types.getTypeParser(type, format)),
};

/** The role of the URL, else of the environment, else of the system. */
export function roleOf(url: string): string {
  return new pg.Client({ connectionString: url }).user ?? "it";
}

/** A pool that recovers by itself: it replaces a broken connection when it next needs one. It connects lazily. */
export function openPostgres(url: string): Kysely<StoreSchema> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "minibatch",
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types,
  });
  // An "error" event without a listener ends the process. The next use of the connection rejects anyway.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = new Kysely<StoreSchema>({ dialect: new PostgresDialect({ pool }) });
  return postgresKind.schema === null ? db : db.withSchema(postgresKind.schema);
}
