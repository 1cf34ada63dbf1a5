/**
 * Work in slices: a generator that yields whenever it could stop for a moment and returns its result.
 * The same code runs in one go, or gives way to a page between slices.
 */

export type Slices<T> = Generator<undefined, T, undefined>;

/** Runs all slices in one go. */
export function finish<T>(slices: Slices<T>): T {
  for (;;) {
    const next = slices.next();
    if (next.done === true) return next.value;
  }
}
