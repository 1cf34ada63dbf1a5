/**
 * Work in slices: a generator that yields whenever it could stop for a moment and returns its result.
 * The same code runs in one go, or gives way to a page between slices.
 */

export type Slices<T> = Generator<undefined, T, undefined>;

/** Numbers looked at in one slice: about a millisecond. */
export const SLICE_VALUES: number = 2 ** 18;

/** Runs all slices in one go. */
export function finish<T>(slices: Slices<T>): T {
  for (;;) {
    const next = slices.next();
    if (next.done === true) return next.value;
  }
}

/** What `search(from, to)` finds first among `length` numbers, or -1; a slice at a time. */
export function* searchInSlices(length: number, search: (from: number, to: number) => number): Slices<number> {
  for (let from = 0; from < length; from += SLICE_VALUES) {
    if (from > 0) yield;
    const found = search(from, Math.min(from + SLICE_VALUES, length));
    if (found !== -1) return found;
  }
  return -1;
}
