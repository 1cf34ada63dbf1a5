/**
 * Estimates at which share of their epochs trials end, from trials that have ended and trials that still run: the
 * product-limit estimate (E. L. Kaplan & P. Meier, Nonparametric estimation from incomplete observations, 1958), where
 * resumed trials enter late.
 */
interface Course {
  /** observed from here to `share` */
  readonly from: number;
  readonly share: number;
}

/** how much farther than the farthest so far a trial is assumed to come */
const BEYOND = 0.05;

export interface EndCurve {
  /** the mean remaining share of a trial that has come to `share` */
  leftAfter(share: number): number;
}

export class EndShares {
  readonly #ended: Course[] = [];
  readonly #left: Course[] = [];
  #stopped = 0;
  #whole = 0;

  /** `end`: how it ended; null if it will go on */
  add(from: number, share: number, end: "failed" | "stopped" | null): void {
    if (end !== null && share >= 1) this.#whole++;
    else if (end === "stopped") this.#stopped++;
    (end !== null && share < 1 ? this.#ended : this.#left).push({ from, share });
  }

  /** The shares of the running trials: their ends are not known yet. */
  with(running: readonly Course[]): EndCurve {
    const seen = [...this.#ended, ...this.#left, ...running];
    const at = [...new Set(this.#ended.map(({ share }) => share))].sort((a, b) => a - b);
    let surviving = 1;
    /** the share of trials that go on, from each of these points on */
    const curve: [share: number, surviving: number][] = [[0, 1]];
    for (const share of at) {
      const atRisk = seen.filter((course) => course.from < share && course.share >= share).length;
      const ending = this.#ended.filter((course) => course.share === share).length;
      surviving *= atRisk === 0 ? 1 : 1 - ending / atRisk;
      curve.push([share, surviving]);
    }
    // if all were stopped and none has reached its end, the running ones are assumed to be stopped where the farthest
    // one was (B. Efron, 1967)
    const farthest = Math.max(0, ...seen.map(({ share }) => share));
    const end = this.#stopped > 0 && this.#whole === 0 ? Math.min(1, farthest * (1 + BEYOND)) : 1;
    return { leftAfter: (share) => leftAfter(curve, share, end) };
  }
}

/** The curve falls to 0 at `end`. */
function leftAfter(
  curve: readonly (readonly [share: number, surviving: number])[],
  share: number,
  end: number,
): number {
  const reached = curve.findLast(([from]) => from <= share)?.[1] ?? 1;
  // it has come farther than all that have ended
  if (reached <= 0) return Math.max(0, end - share);
  const area = curve.reduce((sum, [from, surviving], i) => {
    const to = Math.min(end, curve[i + 1]?.[0] ?? 1);
    return sum + surviving * Math.max(0, to - Math.max(from, share));
  }, 0);
  return area / reached;
}
