import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Rows carry a checksum. Rows of earlier versions have none until they are next written. */
export function seals(): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const table of ["experiments", "trials", "metrics", "attempts"]) {
        await db.schema.alterTable(table).addColumn("seal", "bigint").execute();
      }
      for (const part of ["description_seal", "figures_seal"]) {
        await db.schema.alterTable("trials").addColumn(part, "bigint").execute();
      }
    },
  };
}
