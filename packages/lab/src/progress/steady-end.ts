/**
 * A steady end time from estimates that jump: those of the last tenth of the time so far, or of the time left, weigh
 * most.
 */

const WEIGHED_SHARE = 0.1;

/** workers report far more often than anybody looks, and an estimate for a large sweep takes a moment */
const ESTIMATE_EVERY_MS = 100;

export interface SteadyEnd {
  /** Seconds left by the latest estimates; null if nothing is known. `estimate` is only called now and then. */
  next(estimate: () => number | null): number | null;
}

/** `now` in milliseconds, monotonic. */
export function createSteadyEnd(now: () => number): SteadyEnd {
  const startMs = now();
  let endMs: number | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    next(estimate) {
      const nowMs = now();
      if (nowMs - lastMs >= ESTIMATE_EVERY_MS) {
        const secondsLeft = estimate();
        if (secondsLeft === null) return null;
        const latestMs = nowMs + 1000 * secondsLeft;
        // a short run that is nearly over needs no smoothing
        const patienceMs = WEIGHED_SHARE * Math.min(nowMs - startMs, 1000 * secondsLeft);
        const weight = 1 - Math.exp(-(nowMs - lastMs) / Math.max(1, patienceMs));
        endMs = endMs === null ? latestMs : endMs + weight * (latestMs - endMs);
        lastMs = nowMs;
      }
      return endMs === null ? null : Math.max(0, (endMs - nowMs) / 1000);
    },
  };
}
