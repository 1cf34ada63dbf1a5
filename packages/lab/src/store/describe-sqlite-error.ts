/** What SQLite says, in one line with the fix. Codes: SQLite's documentation, "Result and Error Codes". */
import { InputError, OutputError } from "../errors.ts";

const BUSY = 5;

interface SqliteError extends Error {
  readonly code: "ERR_SQLITE_ERROR";
  /** the extended code; its low byte is the primary one */
  readonly errcode: number;
}

type Description = readonly [kind: typeof InputError | typeof OutputError, reason: string];

const GO_ON = "run the command again, it goes on where it stopped";

const DESCRIPTIONS: Readonly<Record<number, Description>> = {
  3: [OutputError, "no permission; make the file and its folder writable, or name another"],
  5: [OutputError, "another process has been writing to it for 30 s; wait for it to end, or stop it"],
  6: [OutputError, "another process has been writing to it for 30 s; wait for it to end, or stop it"],
  8: [OutputError, "it cannot be written; make the file and its folder writable, or name another"],
  10: [OutputError, `the disk does not read or write it; see to the disk, then ${GO_ON}`],
  11: [InputError, "the file is damaged; take it from a copy"],
  13: [OutputError, `the disk is full; free some space and ${GO_ON}`],
  14: [InputError, "the system does not open it; make the file and its folder writable, or name another"],
  26: [InputError, "it is not an SQLite file; name another, or move it away"],
};

/** InputError or OutputError for what the user can mend; `error` itself for anything else. */
export function describeSqliteError(error: unknown, place: string): unknown {
  if (!isSqliteError(error)) return error;
  const description = DESCRIPTIONS[error.errcode & 0xff];
  if (description === undefined) return error;
  const [Kind, reason] = description;
  return new Kind(`Cannot use the store ${place}: ${reason}`, { cause: error });
}

export function isBusy(error: unknown): boolean {
  return isSqliteError(error) && (error.errcode & 0xff) === BUSY;
}

function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR" && "errcode" in error;
}
