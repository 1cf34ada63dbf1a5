/** What Postgres says, or what the way to it says, in one line with the fix. Codes: PostgreSQL's documentation, appendix A. */
import { InputError, OutputError, UsageError } from "../errors.ts";
import { isConnectionError } from "./connection-error.ts";

const FIXES: Readonly<Record<string, string>> = {
  // invalid password, invalid authorization
  "28P01": "give the right password, in the URL or in PGPASSWORD",
  "28000": "let this user in (pg_hba.conf), or name another in the URL",
  // invalid catalog name, insufficient privilege
  "3D000": "make the database with createdb, or name another in the URL",
  "42501": "let this user make a schema in it (grant create on database ...), or name another",
  "25006": "name the server that takes writes",
  "53100": "free some space on the server's disk",
  // undone for another's sake
  "40001": "run the command again, it goes on where it stopped",
  "40P01": "run the command again, it goes on where it stopped",
  "53300": "raise the server's max_connections, or run fewer workers",
};

const NO_PASSWORD = /^SASL.*password/i;

/** InputError while it is being opened, OutputError later; `error` itself for anything that is ours to mend. */
export function describePostgresError(error: unknown, place: string, opening: boolean): unknown {
  if (!(error instanceof Error) || error instanceof InputError || error instanceof UsageError) return error;
  if (error instanceof OutputError) return error;
  const what = opening ? "Cannot open" : "Cannot use";
  const Kind = opening ? InputError : OutputError;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const fix = NO_PASSWORD.test(error.message) ? FIXES["28P01"] : FIXES[code];
  if (fix !== undefined) return new Kind(`${what} the store ${place}: ${messageOf(error)}; ${fix}`, { cause: error });
  if (isConnectionError(error)) {
    const next = opening
      ? "start the server, or correct the URL"
      : "when the server is back run the command again, it goes on where it stopped";
    return new Kind(`${what} the store ${place}: ${messageOf(error)}; ${next}`, { cause: error });
  }
  if (!opening) return error;
  return new Kind(`${what} the store ${place}: ${messageOf(error)}; correct the URL, or name a server of PostgreSQL`, {
    cause: error,
  });
}

/** On one line. A host with several addresses gives an AggregateError, whose message is empty. */
function messageOf(error: Error): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { message } = first instanceof Error ? first : error;
  return message.replaceAll(/\s*\n\s*/g, " ").trim();
}
