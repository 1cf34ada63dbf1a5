/** When each stage ends, in seconds, when its tasks, in their order, go to whichever worker is free: what `runStages` does. */
export function stageEnds(
  queue: readonly { readonly stage: number; readonly seconds: number }[],
  stages: number,
  workers: number,
): number[] {
  const busy = new Array<number>(workers).fill(0);
  const ends = new Array<number>(stages).fill(0);
  for (const { stage, seconds } of queue) {
    const next = busy.indexOf(Math.min(...busy));
    busy[next] = busy[next]! + seconds;
    ends[stage] = Math.max(ends[stage]!, busy[next]!);
  }
  return ends;
}
