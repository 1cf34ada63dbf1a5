import type { Migration } from "kysely/migration";
import type { DatabaseKind } from "../database-kind.ts";
import { firstSchema } from "./001-first-schema.ts";
import { cancelAndPriority } from "./002-cancel-and-priority.ts";
import { keptEpoch } from "./003-kept-epoch.ts";
import { seals } from "./004-seals.ts";

/** Every migration by name, in the order in which they run. The last name is the schema's version. */
export function migrations(kind: DatabaseKind): Readonly<Record<string, Migration>> {
  return {
    "001-first-schema": firstSchema(kind),
    "002-cancel-and-priority": cancelAndPriority(),
    "003-kept-epoch": keptEpoch(),
    "004-seals": seals(),
  };
}
