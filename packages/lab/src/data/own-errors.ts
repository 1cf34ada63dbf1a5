/** Faults of a file of one's own, as a command tells them: in one line, without a trace. */
import { DataError, FormatError } from "minibatch";
import { TableError } from "minibatch-data";
import { InputError } from "../errors.ts";

/** What the readers and the preparation throw becomes an InputError of the same words. */
export async function ownErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isOfFile = error instanceof DataError || error instanceof FormatError || error instanceof TableError;
    throw isOfFile ? new InputError(error.message, { cause: error }) : error;
  }
}
