import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import type { DatabaseKind } from "../database-kind.ts";

/** Experiments, trials, figures, attempts and blobs. Released, so never changed: its files must always open. */
export function firstSchema(kind: DatabaseKind): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable("experiments")
        .addColumn("id", kind.idType, kind.numberRows)
        .addColumn("name", "text", (column) => column.notNull().unique())
        .addColumn("spec", "text", (column) => column.notNull())
        .addColumn("spec_sha256", "text", (column) => column.notNull())
        .addColumn("data", "text", (column) => column.notNull())
        .addColumn("synthetic", "integer", (column) => column.notNull())
        .addColumn("code_version", "text", (column) => column.notNull())
        .addColumn("objective_metric", "text", (column) => column.notNull())
        .addColumn("objective_goal", "text", (column) => column.notNull())
        .addColumn("expected_trials", "integer", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .execute();
      await createTrials(db, kind);
      await createFigures(db, kind);
      await createAttempts(db, kind);
      await createBlobs(db, kind);
    },
  };
}

async function createTrials(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable("trials")
    .addColumn("id", kind.idType, kind.numberRows)
    .addColumn("experiment_id", kind.idType, (column) =>
      column.notNull().references("experiments.id").onDelete("cascade"),
    )
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("configuration", "integer", (column) => column.notNull())
    .addColumn("repeat", "integer", (column) => column.notNull())
    .addColumn("seed", "bigint", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("until_epoch", "integer", (column) => column.notNull())
    .addColumn("epochs", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("objective", "double precision")
    .addColumn("test_loss", "double precision")
    .addColumn("test_accuracy", "double precision")
    .addColumn("seconds", "double precision", (column) => column.notNull().defaultTo(0))
    .addColumn("started_at", "bigint")
    .addColumn("ended_at", "bigint")
    .addColumn("weights_sha256", "text")
    .addColumn("checkpoint_sha256", "text")
    .addColumn("diagnosis", "text")
    .addColumn("parameters", "text", (column) => column.notNull())
    .addColumn("thresholds", "text")
    .addColumn("task", "text")
    .addUniqueConstraint("trials_number", ["experiment_id", "number"])
    .execute();
  // Counts, sums of seconds and the next ready trial are read from this index alone.
  await db.schema
    .createIndex("trials_status")
    .on("trials")
    .columns(["experiment_id", "status", "number", "seconds"])
    .execute();
  await db.schema
    .createIndex("trials_objective")
    .on("trials")
    .columns(["experiment_id", "objective"])
    .where(sql.ref("objective"), "is not", null)
    .execute();
}

async function createFigures(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const metrics = db.schema
    .createTable("metrics")
    .addColumn("trial_id", kind.idType, (column) => column.notNull().references("trials.id").onDelete("cascade"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("values", kind.bytesType, (column) => column.notNull())
    .addPrimaryKeyConstraint("metrics_key", ["trial_id", "name"]);
  await (kind.clustered === null ? metrics : metrics.modifyEnd(kind.clustered)).execute();
  await kind.storeUncompressed(db, "metrics", "values");
  await db.schema
    .createTable("results")
    .addColumn("trial_id", kind.idType, (column) => column.primaryKey().references("trials.id").onDelete("cascade"))
    .addColumn("json", "text", (column) => column.notNull())
    .execute();
}

async function createAttempts(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable("environments")
    .addColumn("sha256", "text", (column) => column.primaryKey())
    .addColumn("json", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("attempts")
    .addColumn("trial_id", kind.idType, (column) => column.notNull().references("trials.id").onDelete("cascade"))
    .addColumn("attempt", "integer", (column) => column.notNull())
    .addColumn("worker", "text", (column) => column.notNull())
    .addColumn("started_at", "bigint", (column) => column.notNull())
    .addColumn("ended_at", "bigint")
    .addColumn("outcome", "text")
    .addColumn("environment_sha256", "text", (column) => column.notNull().references("environments.sha256"))
    .addPrimaryKeyConstraint("attempts_key", ["trial_id", "attempt"])
    .execute();
}

async function createBlobs(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable("blobs")
    .addColumn("sha256", "text", (column) => column.primaryKey())
    .addColumn("uses", "integer", (column) => column.notNull())
    .addColumn("bytes", kind.bytesType, (column) => column.notNull())
    .execute();
  await kind.storeUncompressed(db, "blobs", "bytes");
  // Normally empty: a removal finds the blobs that it has freed without scanning all of them.
  await db.schema.createIndex("blobs_unused").on("blobs").column("sha256").where(sql.ref("uses"), "=", 0).execute();
}
