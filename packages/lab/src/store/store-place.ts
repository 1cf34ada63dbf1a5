import { UsageError } from "../errors.ts";

/** Where a store is, as `--store` names it. */
export type StorePlace =
  | { readonly kind: "sqlite"; readonly file: string }
  | { readonly kind: "postgres"; readonly url: string };

const POSTGRES = /^postgres(?:ql)?:\/\//i;
const SQLITE = /^sqlite:(?:\/\/(?=\/))?/i;

/** A path or `sqlite:path`, or `postgres://...`. Throws UsageError for what is neither. */
export function parsePlace(place: string): StorePlace {
  if (POSTGRES.test(place)) {
    if (!URL.canParse(place)) {
      throw new UsageError(
        `Cannot open the store ${formatPlace(place)}: it is no URL; write postgres://user@host:port/database, with % and @ in a password as %25 and %40`,
      );
    }
    return { kind: "postgres", url: place };
  }
  const file = place.replace(SQLITE, "");
  if (file === "") throw new UsageError("Cannot open a store without a name: give --store FILE or postgres://...");
  const other = /^[a-z][a-z0-9+.-]+:\/\//i.exec(file);
  if (other !== null) {
    throw new UsageError(
      `Cannot open the store ${formatPlace(place)}: it begins with ${other[0]}, should be a file or postgres://...`,
    );
  }
  return { kind: "sqlite", file };
}

/** For messages: without the password, wherever it stands. One that should have been percent-encoded hides more than itself, never less. */
export function formatPlace(place: string): string {
  return place
    .replace(/^([a-z][a-z0-9+.-]*:\/\/[^\s:@]*):.*@/is, "$1@")
    .replace(/([?&](?:password|sslpassword)=)[^&#]*/gi, "$1***");
}
