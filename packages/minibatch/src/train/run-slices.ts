/** Slices of work, with pauses between them. */
import type { Slices } from "../data/slices.ts";
import type { Pause } from "./fit-options.ts";

/** Runs slices to their end, with pauses where they are due. */
export type WithPauses = <T>(slices: Slices<T>) => Promise<T>;

/** Runs all slices, with a pause whenever the timer says so. `checkEnded` is called before each and may end them. */
export async function runWithPauses<T>(slices: Slices<T>, pauseTimer: PauseTimer, checkEnded: () => void): Promise<T> {
  try {
    let answer: unknown;
    for (;;) {
      checkEnded();
      const next = slices.next(answer);
      if (next.done === true) return next.value;
      answer = next.value === undefined ? undefined : await next.value;
      if (pauseTimer.isDue()) await pauseTimer.pause();
    }
  } catch (error) {
    // their `finally` gives back what they took
    slices.return(undefined as T);
    throw error;
  }
}

/** Runs all slices without a pause; waits for answers that come later. */
export async function runToEnd<T>(slices: Slices<T>): Promise<T> {
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

/** Says when a pause is due, and how many steps fit until then. Without a `Pause`: never, and all. */
export class PauseTimer {
  readonly #pause: Pause | undefined;
  #lastPause: number;
  #lastLook: number;
  #steps: number;

  constructor(pause: Pause | undefined) {
    this.#pause = pause;
    this.#lastPause = pause === undefined ? 0 : pause.now();
    this.#lastLook = this.#lastPause;
    this.#steps = pause === undefined ? Number.POSITIVE_INFINITY : 1;
  }

  /** How many steps to make at once: about half of `everyMs`, judged by the last ones. */
  get stepsAtOnce(): number {
    return this.#steps;
  }

  /** `steps`: how many were made since the last look, 0 when it was other work. */
  isDue(steps = 0): boolean {
    if (this.#pause === undefined) return false;
    const { everyMs } = this.#pause;
    const now = this.#pause.now();
    const elapsed = now - this.#lastLook;
    this.#lastLook = now;
    if (steps > 0) this.#steps = stepsIn(everyMs / 2, elapsed, steps);
    return now - this.#lastPause >= everyMs;
  }

  async pause(): Promise<void> {
    if (this.#pause === undefined) return;
    await this.#pause.giveWay();
    this.#lastPause = this.#pause.now();
    this.#lastLook = this.#lastPause;
  }
}

/** How many steps fit into `ms` when `steps` took `elapsed`, by a clock that may be coarse. */
function stepsIn(ms: number, elapsed: number, steps: number): number {
  // at most twice as many as were made: a coarse clock may have seen no time pass
  const most = 2 * steps;
  return elapsed > 0 ? Math.max(1, Math.min(most, Math.floor((ms * steps) / elapsed))) : most;
}
