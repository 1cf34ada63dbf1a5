/** Where the statements for the two databases differ. */
import type {
  AliasedExpression,
  ColumnDefinitionBuilder,
  Expression,
  Kysely,
  SelectQueryBuilder,
  SqlBool,
} from "kysely";
import type { StoreSchema } from "./schema.ts";

export interface DatabaseKind {
  readonly name: "sqlite" | "postgres";
  /** the schema of the tables, in a database that other programs use too */
  readonly schema: string | null;
  /** a number that is never reused, not even after its row is gone: a late writer must not hit another trial */
  readonly idType: "integer" | "bigint";
  readonly bytesType: "blob" | "bytea";
  /** the most bytes that a column stores and returns */
  readonly mostBlobBytes: number;
  numberRows(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  /** stores rows in the order of the primary key, where that pays */
  readonly clustered: Expression<unknown> | null;
  /** for bytes that do not compress: turns compression off */
  storeUncompressed(db: Kysely<unknown>, table: string, column: string): Promise<void>;
  /** `column` is one of the values; the statement's text is the same for any number of them */
  isOneOf(column: string, values: readonly number[] | readonly string[]): Expression<SqlBool>;
  /** rows with their new seals, as a table to update from */
  tabulateSeals(rows: readonly SealedRow[]): AliasedExpression<SealedRow, "sealed">;
  /** rebuilds an index that disagrees with the rows of `table`: otherwise damaged rows could not be removed */
  renewIndexes(db: Kysely<StoreSchema>, table: "trials" | "experiments"): Promise<void>;
  /** locks the selected rows until the transaction ends */
  lockRows<Tables extends keyof StoreSchema, Row>(
    query: SelectQueryBuilder<StoreSchema, Tables, Row>,
  ): SelectQueryBuilder<StoreSchema, Tables, Row>;
  /** the same, but skips rows that others have locked */
  lockFreeRows<Tables extends keyof StoreSchema, Row>(
    query: SelectQueryBuilder<StoreSchema, Tables, Row>,
  ): SelectQueryBuilder<StoreSchema, Tables, Row>;
  executeSql(db: Kysely<StoreSchema>, text: string, values: readonly unknown[]): Promise<{ readonly rows: unknown[] }>;
  /** names of the migrations that were run on the database; null when it holds nothing of ours */
  readMigrations(db: Kysely<StoreSchema>): Promise<string[] | null>;
}

export interface SealedRow {
  readonly id: number;
  readonly seal: number;
  readonly description_seal: number;
}

/** The migrator's tables: the version of the schema, and the lock that lets one process migrate at a time. */
export const MIGRATIONS_TABLE = "minibatch_migrations";
export const MIGRATIONS_LOCK_TABLE = "minibatch_migrations_lock";
