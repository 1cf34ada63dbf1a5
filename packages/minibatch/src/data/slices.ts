/**
 * Work in slices: a generator that yields whenever it could stop for a moment, or a promise where it must wait for an answer,
 * and returns its result. The same code runs in one go, or gives way to a page between slices.
 */

export type Slices<T> = Generator<undefined | Promise<unknown>, T, unknown>;

/** Numbers looked at in one slice: about a millisecond. */
export const SLICE_VALUES: number = 2 ** 18;

/** The answer, which may be a promise's: then the work waits for it. */
export function* answerOf<T>(answer: T | Promise<T>): Slices<T> {
  return answer instanceof Promise ? ((yield answer) as T) : answer;
}

/** The same of several, for which it waits once: what nobody else's work may come between is asked for in one turn. */
export function* answersOf<const T extends readonly unknown[]>(
  answers: T,
): Slices<{ readonly [I in keyof T]: Awaited<T[I]> }> {
  const isLater = answers.some((answer) => answer instanceof Promise);
  return (isLater ? yield Promise.all(answers) : answers) as { readonly [I in keyof T]: Awaited<T[I]> };
}

/** Runs all slices in one go. Throws TypeError where an answer comes later. */
export function finish<T>(slices: Slices<T>): T {
  for (;;) {
    const next = slices.next();
    if (next.done === true) return next.value;
    if (next.value === undefined) continue;
    // nobody waits for it any more
    next.value.catch(() => undefined);
    slices.return(undefined as T);
    throw new TypeError("Cannot go on at once: an answer comes later; wait for it");
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
