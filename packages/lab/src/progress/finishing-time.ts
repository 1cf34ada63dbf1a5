/** with more trials than this the uneven end no longer matters */
const MOST_PLACED = 5_000;

/**
 * Seconds until the last worker is done. Each first finishes its present trial (`busy`, in seconds), then takes the
 * next of `waiting` whenever it is free: two workers need the time of two trials for three equal ones, not of one and a
 * half.
 */
export function finishingTime(busy: readonly number[], waiting: readonly number[], workers: number): number {
  const free = [...busy, ...Array.from({ length: Math.max(0, workers - busy.length) }, () => 0)].sort((a, b) => a - b);
  if (free.length === 0) return 0;
  if (waiting.length > MOST_PLACED) return [...free, ...waiting].reduce((sum, value) => sum + value, 0) / free.length;
  for (const seconds of waiting) {
    const ends = free.shift()! + seconds;
    const at = free.findIndex((end) => end >= ends);
    free.splice(at === -1 ? free.length : at, 0, ends);
  }
  return free.at(-1)!;
}
