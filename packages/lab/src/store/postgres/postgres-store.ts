import { migrateStore } from "../migrate-store.ts";
import type { OpenOptions } from "../open-options.ts";
import { openSession } from "../open-session.ts";
import type { LabStore } from "../store.ts";
import { describePostgresError } from "./describe-postgres-error.ts";
import { openPostgres, roleOf } from "./open-postgres.ts";
import { postgresKind } from "./postgres-kind.ts";

/** `place`: the URL without its password. */
export async function openPostgresStore(
  url: string,
  place: string,
  { create, now, onDamage }: Required<OpenOptions>,
): Promise<LabStore> {
  const where = { name: `the store ${place}`, role: roleOf(url), schema: postgresKind.schema! };
  const db = openPostgres(url);
  try {
    await migrateStore(db, postgresKind, place, create);
  } catch (error) {
    await db.destroy();
    throw describePostgresError(error, where, true);
  }
  const describe = (error: unknown) => describePostgresError(error, where, false);
  return openSession({
    ...{ db, kind: postgresKind, place, readOnly: null, onDamage, now, describe },
    close: () => db.destroy(),
  });
}
