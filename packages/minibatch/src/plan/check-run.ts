/** Checks that every executor makes of a program, before it compiles and before it runs it. */
import type { Program } from "./executor.ts";

/** The part of a program that is checked. */
export interface Runnable extends Pick<Program, "mostSteps"> {
  /** what it draws from; null: batches are written by hand */
  readonly feed: { readonly isReleased: boolean } | null;
}

/**
 * Throws RangeError for more steps than one call may make, for a batch without a feed, and for a feed without a batch.
 */
export function checkRun({ mostSteps, feed }: Runnable, batch: object | null, steps: number): void {
  if (steps > mostSteps) {
    throw new RangeError(`Cannot make ${steps} steps in one call: this program makes at most ${mostSteps}`);
  }
  if (feed?.isReleased) throw new Error("Cannot run: the feed has been released; make a new one");
  if ((feed === null) === (batch === null)) return;
  throw new RangeError(
    feed === null
      ? "Cannot run: a batch is given, but this program draws from no feed; write its tensors, and give null"
      : "Cannot run: this program draws from a feed, and no batch is given; give its rows",
  );
}

/** Throws RangeError for batches of more rows than the executor has room for. */
export function checkCapacity(rows: number, capacity: number): void {
  if (rows <= capacity) return;
  throw new RangeError(`Cannot run batches of ${rows} rows: the executor was opened for ${capacity}`);
}
