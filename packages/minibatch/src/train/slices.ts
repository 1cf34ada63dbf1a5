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

/** Knows when it is time to give way; never, without a `Pause`. */
export class Breather {
  readonly #pause: Pause | undefined;
  #last: number;

  constructor(pause: Pause | undefined) {
    this.#pause = pause;
    this.#last = pause === undefined ? 0 : pause.now();
  }

  isDue(): boolean {
    return this.#pause !== undefined && this.#pause.now() - this.#last >= this.#pause.everyMs;
  }

  async rest(): Promise<void> {
    if (this.#pause === undefined) return;
    await this.#pause.giveWay();
    this.#last = this.#pause.now();
  }
}
