/**
 * What may go wrong in the lab, by whose hands it takes to mend: each a one-line message with the action, what is, what
 * should be, and the fix. Anything else that is thrown is a bug of ours.
 */
import { DataError, FormatError, SpecError } from "minibatch";
import { UsageError } from "study/errors";

/** A wrong call: an unknown option, a value out of range. Exit code 2. */
export { UsageError };

/** A wrong input: a file that is missing, cut short, corrupt, or not what it claims to be. Exit code 2. */
export class InputError extends Error {
  override readonly name: string = "InputError";
}

/** A file or a module that lies on another machine: whoever has it goes on. */
export class NotHereError extends InputError {
  override readonly name = "NotHereError";
}

/** A place that does not take the output: a full disk, a directory that cannot be written. Exit code 1. */
export class OutputError extends Error {
  override readonly name: string = "OutputError";
}

const CALLER_ERRORS = [UsageError, InputError, SpecError, DataError, FormatError] as const;

/** The exit code of a command that ended in `error`: 2 when the call or its input is wrong, 1 for everything else. */
export function exitCodeOf(error: unknown): 1 | 2 {
  return CALLER_ERRORS.some((kind) => error instanceof kind) ? 2 : 1;
}
