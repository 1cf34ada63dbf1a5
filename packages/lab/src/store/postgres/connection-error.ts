/** Which errors mean that the database is unreachable for now, so that the same work may succeed on a retry. */

import { findState, type PostgresState } from "./postgres-states.ts";

/** System errors of a socket. */
const SYSTEM_CODES: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "EAI_AGAIN",
  "ENOTFOUND",
  // the socket's file, while the server is down
  "ENOENT",
]);

/**
 * Errors of pg itself, which have no code (pg/lib/client.js, pg-pool/index.js), and Kysely's for a connection that pg
 * has given up.
 */
const MESSAGES =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired|Query read timeout|Postgres connection has been discarded|Client was closed)/;

/**
 * Looks at the error and its causes. The work was not committed or, if the connection broke during COMMIT, it may have
 * been.
 */
export function isConnectionError(error: unknown): boolean {
  return isAny(error, (cause) => isAway(cause) || stateOf(cause)?.again === "long");
}

/** A limit of the server was reached: it was busy for a moment, or its limit is always too low. */
export function isBusyMoment(error: unknown): boolean {
  return isAny(error, (cause) => stateOf(cause)?.again === "briefly");
}

function isAny(error: unknown, is: (cause: Error) => boolean): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (is(cause)) return true;
    if (cause instanceof AggregateError && cause.errors.some((one) => isAny(one, is))) return true;
  }
  return false;
}

function stateOf(error: Error): PostgresState | null {
  return "code" in error && typeof error.code === "string" ? findState(error.code) : null;
}

function isAway(error: Error): boolean {
  if (MESSAGES.test(error.message)) return true;
  return "code" in error && typeof error.code === "string" && isOfSocket(error) && SYSTEM_CODES.has(error.code);
}

/** A missing file has the same code as a missing socket. */
function isOfSocket(error: Error): boolean {
  return "syscall" in error && ["connect", "read", "write", "getaddrinfo"].includes(String(error.syscall));
}
