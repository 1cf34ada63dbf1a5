/** Slices of work, with pauses between them. */
import type { Slices } from "../data/slices.ts";
import type { Pause } from "./fit-options.ts";

/** Runs the slices, giving way when the breather says so; `heed` is called before each and may throw to end them. */
export async function finishGently<T>(slices: Slices<T>, breather: Breather, heed: () => void): Promise<T> {
  try {
    let answer: unknown;
    for (;;) {
      heed();
      const next = slices.next(answer);
      if (next.done === true) return next.value;
      answer = next.value === undefined ? undefined : await next.value;
      if (breather.isDue()) await breather.rest();
    }
  } catch (error) {
    // what was begun gives back what it took
    slices.return(undefined as T);
    throw error;
  }
}

/** Runs all slices without a pause, but waits for answers that come later. */
export async function finishWaiting<T>(slices: Slices<T>): Promise<T> {
  try {
    let next = slices.next();
    while (next.done !== true) next = slices.next(next.value === undefined ? undefined : await next.value);
    return next.value;
  } catch (error) {
    // as above
    slices.return(undefined as T);
    throw error;
  }
}

/** Knows when it is time to give way, and how much may be done until the next look; never and all, without a `Pause`. */
export class Breather {
  readonly #pause: Pause | undefined;
  #last: number;
  #looked: number;
  #steps: number;

  constructor(pause: Pause | undefined) {
    this.#pause = pause;
    this.#last = pause === undefined ? 0 : pause.now();
    this.#looked = this.#last;
    this.#steps = pause === undefined ? Number.POSITIVE_INFINITY : 1;
  }

  /** How many steps may be made at once: about half of `everyMs`, by the time the last ones took. */
  get stepsAtOnce(): number {
    return this.#steps;
  }

  /** `steps`: how many were made since the last look, 0 when it was other work. */
  isDue(steps = 0): boolean {
    if (this.#pause === undefined) return false;
    const { everyMs } = this.#pause;
    const now = this.#pause.now();
    const elapsed = now - this.#looked;
    this.#looked = now;
    if (steps > 0) this.#steps = stepsIn(everyMs / 2, elapsed, steps);
    return now - this.#last >= everyMs;
  }

  async rest(): Promise<void> {
    if (this.#pause === undefined) return;
    await this.#pause.giveWay();
    this.#last = this.#pause.now();
    this.#looked = this.#last;
  }
}

/** How many steps fit into `ms` when `steps` took `elapsed`, by a clock that may be coarse. */
function stepsIn(ms: number, elapsed: number, steps: number): number {
  // no more than twice as many as were made, for a coarse clock may have seen no time pass
  const most = 2 * steps;
  return elapsed > 0 ? Math.max(1, Math.min(most, Math.floor((ms * steps) / elapsed))) : most;
}
