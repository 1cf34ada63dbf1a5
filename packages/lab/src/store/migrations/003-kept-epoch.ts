import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * A trial records which epoch's network it keeps and which epoch its objective is of. From here on the objective is
 * that of the kept network, where the best epoch's weights are put back. Trials of earlier versions have neither.
 */
export function keptEpoch(): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable("trials").addColumn("objective_epoch", "integer").execute();
      await db.schema.alterTable("trials").addColumn("kept_epoch", "integer").execute();
    },
  };
}
