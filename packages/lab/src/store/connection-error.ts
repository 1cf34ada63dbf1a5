/** Which errors mean that the database is out of reach for now, and that the same work may succeed when it is tried again. */

/** PostgreSQL's documentation, appendix A. Classes 08 (connection exception) and 57P (operator intervention), and: */
const TRY_AGAIN: ReadonlySet<string> = new Set([
  // serialization failure, deadlock: the transaction was undone for another's sake
  "40001",
  "40P01",
  // the server ended a transaction that lay idle
  "25P03",
  // too many connections
  "53300",
]);
const TRY_AGAIN_CLASS = /^(?:08...|57P..)$/;

/** What the system says of a socket. */
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

/** pg's own, which carry no code (pg/lib/client.js, pg-pool/index.js), and Kysely's for a connection that pg has given up. */
const MESSAGES =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired|Query read timeout|Postgres connection has been discarded|Client was closed)/;

/** Of the error itself, or of what it was told from. The work was not committed, or (a cut during COMMIT) it may have been. */
export function isConnectionError(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (isOne(cause)) return true;
    if (cause instanceof AggregateError && cause.errors.some(isConnectionError)) return true;
  }
  return false;
}

function isOne(error: Error): boolean {
  if (MESSAGES.test(error.message)) return true;
  if (!("code" in error) || typeof error.code !== "string") return false;
  const { code } = error;
  return TRY_AGAIN.has(code) || TRY_AGAIN_CLASS.test(code) || (isOfSocket(error) && SYSTEM_CODES.has(code));
}

/** A file that is missing has the code of a missing socket. */
function isOfSocket(error: Error): boolean {
  return "syscall" in error && ["connect", "read", "write", "getaddrinfo"].includes(String(error.syscall));
}
