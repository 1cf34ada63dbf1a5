/**
 * When each section ends, in seconds, when its tasks, in their order, go to whichever thread is free: what `runPlan`
 * does.
 */
export function sectionEnds(
  queue: readonly { readonly section: number; readonly seconds: number }[],
  sections: number,
  workers: number,
): number[] {
  const busy = new Array<number>(workers).fill(0);
  const ends = new Array<number>(sections).fill(0);
  for (const { section, seconds } of queue) {
    const next = busy.indexOf(Math.min(...busy));
    busy[next] = busy[next]! + seconds;
    ends[section] = Math.max(ends[section]!, busy[next]!);
  }
  return ends;
}
