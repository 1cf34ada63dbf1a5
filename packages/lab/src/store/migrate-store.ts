import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { InputError } from "../errors.ts";
import { type DatabaseKind, MIGRATIONS_LOCK_TABLE, MIGRATIONS_TABLE } from "./database-kind.ts";
import { migrations } from "./migrations/migrations.ts";
import type { StoreSchema } from "./schema.ts";

/**
 * Migrates the database to this version's schema. Several processes may call it at once: the migrator's lock lets one
 * do it, the others find it done. Throws InputError if the schema is newer than this version, or if there is no store
 * and none is to be made.
 */
export async function migrateStore(
  db: Kysely<StoreSchema>,
  kind: DatabaseKind,
  place: string,
  create: boolean,
): Promise<void> {
  const known = Object.keys(migrations(kind));
  const made = await kind.readMigrations(db);
  if (made === null && !create) {
    throw new InputError(
      `Cannot open the store ${place}: it holds no experiments; name another, or run a sweep with it`,
    );
  }
  checkNotNewer(made ?? [], known, place);
  if (made?.length === known.length) return;
  const { error } = await makeMigrator(db, kind).migrateToLatest();
  if (error === undefined) return;
  // A newer version may have migrated it in the meantime.
  checkNotNewer((await kind.readMigrations(db)) ?? [], known, place);
  throw error;
}

/** False if it is not a store. */
export async function isOfEarlierVersion(db: Kysely<StoreSchema>, kind: DatabaseKind): Promise<boolean> {
  const made = await kind.readMigrations(db);
  return made !== null && made.length < Object.keys(migrations(kind)).length;
}

export function makeMigrator(db: Kysely<StoreSchema>, kind: DatabaseKind): Migrator {
  return new Migrator({
    db,
    provider: { getMigrations: async () => migrations(kind) },
    migrationTableName: MIGRATIONS_TABLE,
    migrationLockTableName: MIGRATIONS_LOCK_TABLE,
    ...(kind.schema === null ? {} : { migrationTableSchema: kind.schema }),
  });
}

function checkNotNewer(made: readonly string[], known: readonly string[], place: string): void {
  const newer = made.findLast((name) => !known.includes(name));
  if (newer === undefined) return;
  if (made.length <= known.length) {
    throw new InputError(
      `Cannot open the store ${place}: its schema has the step ${onOneLine(newer)}, which no version has; it is ` +
        "damaged, take it from a copy",
    );
  }
  throw new InputError(
    `Cannot open the store ${place}: its schema is ${newer}, the newest this version knows is ${known.at(-1)}; ` +
      "update minibatch-lab",
  );
}

function onOneLine(name: string): string {
  return name.replaceAll(/\p{Cc}/gu, "\uFFFD");
}
