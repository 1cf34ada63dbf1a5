import type { Kysely } from "kysely";
import type { DatabaseKind } from "./database-kind.ts";
import type { StoreSchema } from "./schema.ts";

/** What every operation of the store works with. `db` is a transaction wherever more than one statement is needed. */
export interface StoreContext {
  readonly db: Kysely<StoreSchema>;
  readonly kind: DatabaseKind;
  /** for messages */
  readonly place: string;
  readonly now: () => Date;
}
