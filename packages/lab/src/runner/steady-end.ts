/** The moment at which something will end, from estimates that jump: what was thought in the last tenth of the time so far, or of the time left, weighs most. */

const WEIGHED_SHARE = 0.1;

export interface SteadyEnd {
  /** Seconds left by the latest estimate (null: nothing is known), and by those before. */
  next(secondsLeft: number | null): number | null;
}

/** `now` in milliseconds, monotonic. */
export function createSteadyEnd(now: () => number): SteadyEnd {
  const startMs = now();
  let endMs: number | null = null;
  let lastMs = startMs;
  return {
    next(secondsLeft) {
      if (secondsLeft === null) return null;
      const nowMs = now();
      const latestMs = nowMs + 1000 * secondsLeft;
      // little is left of little time: nothing to be patient about
      const patienceMs = WEIGHED_SHARE * Math.min(nowMs - startMs, 1000 * secondsLeft);
      const weight = 1 - Math.exp(-(nowMs - lastMs) / Math.max(1, patienceMs));
      endMs = endMs === null ? latestMs : endMs + weight * (latestMs - endMs);
      lastMs = nowMs;
      return Math.max(0, (endMs - nowMs) / 1000);
    },
  };
}
