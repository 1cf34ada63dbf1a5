/** Steps a second, over the last while. */

const WINDOW_MS = 1000;

export class SpeedMeter {
  readonly #now: () => number;
  #marks: { readonly at: number; readonly step: number }[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** What was before does not count. */
  begin(step: number): void {
    this.#marks = [{ at: this.#now(), step }];
  }

  measure(step: number): number {
    const at = this.#now();
    this.#marks.push({ at, step });
    while (this.#marks.length > 2 && at - this.#marks[0]!.at > WINDOW_MS) this.#marks.shift();
    const first = this.#marks[0]!;
    return at > first.at ? (1000 * (step - first.step)) / (at - first.at) : 0;
  }
}
