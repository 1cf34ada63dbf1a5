import type { Kysely } from "kysely";
import type { DatabaseKind } from "./database-kind.ts";
import type { StoreSchema } from "./schema.ts";

/** What every operation of the store works with. `db` is a transaction wherever more than one statement is needed. */
export interface StoreContext {
  readonly db: Kysely<StoreSchema>;
  readonly kind: DatabaseKind;
  /** for messages */
  readonly place: string;
  /** takes a line for what is damaged and left out; null: it is refused */
  readonly onDamage: ((line: string) => void) | null;
  /** when the operation or its transaction began, in milliseconds: one time for all that it writes, as SQL's now() */
  readonly at: number;
}
