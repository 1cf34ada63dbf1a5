import { UsageError } from "../errors.ts";
import { hideSecrets, mayHoldSecret } from "./postgres/hide-secrets.ts";
import { POSTGRES, type PostgresPlace, parsePostgres } from "./postgres/postgres-place.ts";

/** Where a store is, as `--store` names it. */
export type StorePlace = { readonly kind: "sqlite"; readonly file: string } | PostgresPlace;

/** libpq's other form, and what resembles it. */
const KEY_VALUE = /^(?:host|hostaddr|server|port|dbname|database|user|user id|username|password|service|sslmode)\s*=/i;
const FILE_OR_URL = "write the path of a file, or postgres://user@host:port/database";

/**
 * A path, `sqlite:///file` (from here; a fourth stroke begins at the root, as SQLAlchemy and Django have it),
 * `sqlite:file`, `file:///file` (RFC 8089: from the root), or `postgres://...`. Of URLs what is percent-encoded is
 * decoded, paths are taken as they stand. Throws UsageError for anything else, without its secrets: a mistyped URL must
 * not become the name of a file.
 */
export function parsePlace(text: string, platform: string = process.platform): StorePlace {
  if (text.trim() === "") throw new UsageError(`Cannot open a store without a name: ${FILE_OR_URL}`);
  if (/\p{Cc}/u.test(text)) throw problem(text, "it has a control character, a line's end say", "leave it out");
  if (text.trim() !== text) throw problem(text, "it begins or ends with a blank", "leave it out");
  if (POSTGRES.test(text)) return parsePostgres(text);
  const form = FORMS.find(({ begins }) => begins.test(text));
  const file = form === undefined ? text : decodeFile(form.fileOf(text), text);
  checkFile(file, text, platform);
  return { kind: "sqlite", file: platform === "win32" ? file.replace(/^\/(?=[a-z]:[\\/])/i, "") : file };
}

/** For messages, and to be typed again: without the password, wherever it stands. */
export function formatPlace(place: StorePlace): string {
  return place.kind === "sqlite" ? place.file : place.shown;
}

interface Form {
  readonly begins: RegExp;
  /** still percent-encoded */
  fileOf(text: string): string;
}

const FORMS: readonly Form[] = [
  { begins: /^sqlite:\/\//i, fileOf: (text) => fileOfSqlite(text) },
  { begins: /^sqlite:/i, fileOf: (text) => text.slice("sqlite:".length) },
  { begins: /^file:\/\//i, fileOf: (text) => fileOfUrl(text) },
  { begins: /^file:/i, fileOf: (text) => text.slice("file:".length) },
];

function fileOfSqlite(text: string): string {
  const rest = text.slice("sqlite://".length);
  if (rest === "") throw new UsageError(`Cannot open the store ${text}: it has no name; write sqlite:///NAME`);
  if (rest.startsWith("/")) return rest.slice(1);
  throw problem(
    text,
    "what follows sqlite:// is a host, and a file has none",
    "write sqlite:///NAME for a file in this folder, sqlite:////NAME for one in the root folder",
  );
}

function fileOfUrl(text: string): string {
  const [, host = "", path = ""] = /^file:\/\/([^/]*)(.*)$/i.exec(text) ?? [];
  if (host === "" || host.toLowerCase() === "localhost") return path;
  throw problem(text, "what follows file:// is a host, and it should be this machine", "write file:///FOLDER/NAME");
}

function decodeFile(encoded: string, text: string): string {
  if (/[?#]/.test(encoded)) {
    throw problem(
      text,
      "it has a ? or #, and a store takes no options",
      "write %3F and %23 where they are of its name",
    );
  }
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw problem(text, "it has a % that is not followed by two hexadecimal digits", "write % as %25 in a URL");
  }
}

function checkFile(file: string, text: string, platform: string): void {
  const drive = /^\/?[a-z]:[\\/]/i.exec(file)?.[0] ?? "";
  if (file === "") throw problem(text, "it has no name", FILE_OR_URL);
  if (/\p{Cc}/u.test(file)) throw problem(text, "it has a control character", "leave it out");
  if (file === ":memory:") {
    throw problem(text, "what is in memory is gone when the command ends", `${FILE_OR_URL}; ./:memory: is a file`);
  }
  if (/^~[^/\\]*(?:[/\\]|$)/.test(file)) {
    throw problem(
      text,
      "only a shell puts the home folder for ~, and not in quotes or a URL",
      "write the folder in full",
    );
  }
  if (drive !== "" && platform !== "win32") {
    throw problem(text, "it is a path of Windows, and this is not Windows", "write the path as it is here");
  }
  if (/[/\\]$/.test(file)) throw problem(text, "it ends as a folder does", "name a file in it");
  if (KEY_VALUE.test(file)) throw problem(text, "it is a list of name=value", FILE_OR_URL);
  const scheme = /^[a-z][a-z0-9+.-]+:/i.exec(file)?.[0];
  if (scheme !== undefined) {
    // else it may be a user's name, or worse
    const isUrl = /^(?:jdbc|postgres|postgresql|sqlite|file):$/i.test(scheme) || file.startsWith("//", scheme.length);
    if (isUrl) throw problem(text, `it begins with ${scheme}`, FILE_OR_URL);
    throw problem(text, "it begins as a URL does", `${FILE_OR_URL}; ./ before a name makes it a path`);
  }
  if (mayHoldSecret(file.slice(drive.length))) {
    throw problem(
      text,
      "it looks as if it held a password",
      `${FILE_OR_URL}; a file's name may not have : before @ or another :`,
    );
  }
}

function problem(text: string, is: string, fix: string): UsageError {
  return new UsageError(`Cannot open the store ${hideSecrets(text)}: ${is}; ${fix}`);
}
