/**
 * An error of Postgres, or of the way to it, in one line with the fix. Codes: PostgreSQL's documentation, appendix A.
 */
import { InputError, OutputError, UsageError } from "../../errors.ts";
import { isConnectionError } from "./connection-error.ts";
import { findState, waitForServer } from "./postgres-states.ts";

const NO_PASSWORD = /^SASL.*password/i;

/** What was used, and by which role. */
export interface PostgresPlace {
  /** "the store postgres://...", without the password */
  readonly name: string;
  readonly role: string;
  /** the schema of its tables */
  readonly schema: string;
}

/** InputError while it is being opened, OutputError later; any bug of ours is returned as it is. */
export function describePostgresError(
  error: unknown,
  { name, role, schema }: PostgresPlace,
  opening: boolean,
): unknown {
  if (!(error instanceof Error) || error instanceof InputError || error instanceof UsageError) return error;
  if (error instanceof OutputError) return error;
  const Kind = opening ? InputError : OutputError;
  const message = messageOf(error);
  const tell = (fix: string): Error =>
    new Kind(`${opening ? "Cannot open" : "Cannot use"} ${name}: ${message}; ${fix}`, { cause: error });
  const state = findState(NO_PASSWORD.test(error.message) ? "28P01" : codeOf(error));
  const fix = state?.fix({ role, schema, message, opening });
  if (fix !== undefined) return tell(fix);
  if (isConnectionError(error)) return tell(waitForServer({ opening }));
  return opening ? tell("correct the URL, or name a server of PostgreSQL") : error;
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

/** One line. A host with several addresses gives an AggregateError, whose own message is empty. */
function messageOf(error: Error): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { message } = first instanceof Error ? first : error;
  return message.replaceAll(/\s*\n\s*/g, " ").trim();
}
