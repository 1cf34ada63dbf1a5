import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * A trial says which epoch's network it keeps, and of which its objective is: from here on of the one that is kept,
 * where the best epoch's weights are put back. What earlier versions trained says neither.
 */
export function keptEpoch(): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable("trials").addColumn("objective_epoch", "integer").execute();
      await db.schema.alterTable("trials").addColumn("kept_epoch", "integer").execute();
    },
  };
}
