import type { OpenOptions } from "./open-options.ts";
import type { LabStore } from "./store.ts";
import { parsePlace, type StorePlace } from "./store-place.ts";

/**
 * Opens the store at `place`, as `parsePlace` reads it or already parsed, and migrates it to this version's schema.
 * Throws UsageError for an invalid place, InputError for one that does not open as a store, each in one line without
 * the password.
 */
export async function openStore(place: string | StorePlace, options: OpenOptions = {}): Promise<LabStore> {
  const parsed = typeof place === "string" ? parsePlace(place) : place;
  const chosen: Required<OpenOptions> = { create: true, now: () => new Date(), onDamage: null, ...options };
  // Each loads its driver only when needed: together they take longer to load than a short command takes to run.
  if (parsed.kind === "sqlite") return (await import("./sqlite/sqlite-store.ts")).openSqliteStore(parsed.file, chosen);
  return (await import("./postgres/postgres-store.ts")).openPostgresStore(parsed.url, parsed.shown, chosen);
}
