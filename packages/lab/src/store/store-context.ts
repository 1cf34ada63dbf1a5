import type { Kysely } from "kysely";
import type { DatabaseKind } from "./database-kind.ts";
import type { StoreSchema } from "./schema.ts";

/** What every operation of the store needs. `db` is a transaction if it makes more than one statement. */
export interface StoreContext {
  readonly db: Kysely<StoreSchema>;
  readonly kind: DatabaseKind;
  /** for messages */
  readonly place: string;
  /** gets a line for each damaged thing that is left out; null: damage is an error */
  readonly onDamage: ((line: string) => void) | null;
  /** when the operation or its transaction began, in milliseconds: one time for all its writes, as SQL's now() */
  readonly at: number;
}
