/** What differs between the two databases in statements that are otherwise the same. */
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
  /** where the tables lie in a database that others use too */
  readonly schema: string | null;
  /**
   * a number that is never given twice, not even after the row is gone: a late writer must not meet another trial under
   * it
   */
  readonly idType: "integer" | "bigint";
  readonly bytesType: "blob" | "bytea";
  /** a column of bytes takes, and gives back, no more than so many */
  readonly mostBlobBytes: number;
  numberRows(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  /** rows lie in the order of the primary key where that pays */
  readonly clustered: Expression<unknown> | null;
  /** for bytes that do not compress: do not try */
  storeUncompressed(db: Kysely<unknown>, table: string, column: string): Promise<void>;
  /** `column` is one of the values; one statement's text for any number of them */
  isOneOf(column: string, values: readonly number[] | readonly string[]): Expression<SqlBool>;
  /** rows with their new seals, as a table that an update may take them from */
  tabulateSeals(rows: readonly SealedRow[]): AliasedExpression<SealedRow, "sealed">;
  /** where an index and the rows of `table` disagree it is made anew: else what is damaged could not be removed */
  renewIndexes(db: Kysely<StoreSchema>, table: "trials" | "experiments"): Promise<void>;
  /** locks the rows that it selects until the transaction ends */
  lockRows<Tables extends keyof StoreSchema, Row>(
    query: SelectQueryBuilder<StoreSchema, Tables, Row>,
  ): SelectQueryBuilder<StoreSchema, Tables, Row>;
  /** the same, but leaves out rows that others hold */
  lockFreeRows<Tables extends keyof StoreSchema, Row>(
    query: SelectQueryBuilder<StoreSchema, Tables, Row>,
  ): SelectQueryBuilder<StoreSchema, Tables, Row>;
  executeSql(db: Kysely<StoreSchema>, text: string, values: readonly unknown[]): Promise<{ readonly rows: unknown[] }>;
  /** names of the migrations that the database has had; null when it holds nothing of ours */
  readMigrations(db: Kysely<StoreSchema>): Promise<string[] | null>;
}

export interface SealedRow {
  readonly id: number;
  readonly seal: number;
  readonly description_seal: number;
}

/** The migrator's tables: the version of the schema, and what lets one migrate at a time. */
export const MIGRATIONS_TABLE = "minibatch_migrations";
export const MIGRATIONS_LOCK_TABLE = "minibatch_migrations_lock";
