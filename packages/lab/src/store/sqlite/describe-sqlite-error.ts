/** An error of SQLite in one line with the fix. Codes: SQLite's documentation, "Result and Error Codes". */
import { InputError, OutputError } from "../../errors.ts";
import { INDEX_DAMAGED, mendIndex } from "../integrity/damage.ts";

const BUSY = 5;
const READONLY = 8;

interface SqliteError extends Error {
  readonly code: "ERR_SQLITE_ERROR";
  /** the extended code; its low byte is the primary one */
  readonly errcode: number;
}

type Description = readonly [kind: typeof InputError | typeof OutputError, reason: string];

/** One of our statements does not fit this file's tables. */
const OTHER_SCHEMA =
  /^(?:no such (?:column|table)|table \S+ has no column|malformed database schema|unable to delete\/modify|foreign key mismatch)/;

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

/** InputError or OutputError if the user can mend it, else `error`. `readOnly`: why the store was opened read-only. */
export function describeSqliteError(error: unknown, place: string, readOnly: string | null = null): unknown {
  if (!isSqliteError(error)) return error;
  if (readOnly !== null && (error.errcode & 0xff) === READONLY) {
    return new OutputError(describeReadOnly(place, readOnly), { cause: error });
  }
  if (OTHER_SCHEMA.test(error.message)) {
    return new InputError(
      `Cannot use the store ${place}: it is damaged, or another program has changed it (${error.message}); take ` +
        "it from a copy",
      { cause: error },
    );
  }
  const description = DESCRIPTIONS[error.errcode & 0xff];
  if (description === undefined) return error;
  const [Kind, reason] = description;
  return new Kind(`Cannot use the store ${place}: ${reason}`, { cause: error });
}

/** `reason`: LabStore's `readOnly`. */
export function describeReadOnly(place: string, reason: string): string {
  const fix =
    reason === INDEX_DAMAGED ? mendIndex(place) : "make the file and its folder writable, or work on a copy of it";
  return `Cannot change the store ${place}: it can only be read, ${reason}; ${fix}`;
}

export function isBusy(error: unknown): boolean {
  return isSqliteError(error) && (error.errcode & 0xff) === BUSY;
}

export function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR" && "errcode" in error;
}
