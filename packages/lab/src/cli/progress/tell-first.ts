/**
 * The first line of a slow command, printed before its work is loaded: an empty terminal looks as if nothing happened.
 */
import { tellLine } from "../terminal/write-out.ts";

/** On a terminal alone: a log says what was done, not that something is about to be. */
export function tellFirst(line: string): void {
  if (process.stderr.isTTY) tellLine(line);
}
