import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Experiments can be cancelled and have priorities; an attempt records the epoch that it went on from. */
export function cancelAndPriority(): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .alterTable("experiments")
        .addColumn("priority", "integer", (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema
        .alterTable("experiments")
        .addColumn("cancelled", "integer", (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema
        .alterTable("attempts")
        .addColumn("from_epoch", "integer", (column) => column.notNull().defaultTo(0))
        .execute();
    },
  };
}
