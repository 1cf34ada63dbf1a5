/** Slices of work, with pauses between them. */
import type { Slices } from "../data/slices.ts";
import type { Pause } from "./fit-options.ts";

/** Runs the slices, giving way when the breather says so; `heed` is called before each and may throw to end them. */
export async function finishGently<T>(slices: Slices<T>, breather: Breather, heed: () => void): Promise<T> {
  for (;;) {
    heed();
    const next = slices.next();
    if (next.done === true) return next.value;
    if (breather.isDue()) await breather.rest();
  }
}

/** Most steps between two looks at the clock. */
const MOST_STEPS = 1024;

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

  /** `steps`: how many were made since the last look. */
  isDue(steps = 1): boolean {
    if (this.#pause === undefined) return false;
    const { everyMs } = this.#pause;
    const now = this.#pause.now();
    const each = (now - this.#looked) / steps;
    this.#looked = now;
    this.#steps = Math.max(1, Math.min(MOST_STEPS, Math.floor(everyMs / 2 / each)));
    return now - this.#last >= everyMs;
  }

  async rest(): Promise<void> {
    if (this.#pause === undefined) return;
    await this.#pause.giveWay();
    this.#last = this.#pause.now();
    this.#looked = this.#last;
  }
}
