/**
 * Work in slices: a generator that yields wherever it may pause, or yields a promise where it must wait for an answer,
 * and returns its result. The same code runs in one go, or lets a page's other work run between slices.
 */

export type Slices<T> = Generator<undefined | Promise<unknown>, T, unknown>;

/** Numbers looked at in one slice: about a millisecond. */
export const SLICE_VALUES: number = 2 ** 18;

/** An answer, awaited where it is a promise. */
export function* answerOf<T>(answer: T | Promise<T>): Slices<T> {
  return answer instanceof Promise ? ((yield answer) as T) : answer;
}

/**
 * Several answers, awaited together. They are all asked for before the first wait, so no other work comes between them.
 */
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
    // nobody awaits the promise any more
    next.value.catch(() => undefined);
    slices.return(undefined as T);
    throw new TypeError("Cannot go on at once: an answer comes later; wait for it");
  }
}

/** The first index that `search(from, to)` finds among `length` numbers, or -1; one slice at a time. */
export function* searchInSlices(length: number, search: (from: number, to: number) => number): Slices<number> {
  for (let from = 0; from < length; from += SLICE_VALUES) {
    if (from > 0) yield;
    const found = search(from, Math.min(from + SLICE_VALUES, length));
    if (found !== -1) return found;
  }
  return -1;
}
