/** How long a section takes when its tasks, longest first, go to whichever worker is free: what `runTasks` does. */
export function scheduleSeconds(taskSeconds: readonly number[], workers: number): number {
  const busy = new Array<number>(workers).fill(0);
  for (const seconds of [...taskSeconds].sort((a, b) => b - a)) {
    const next = busy.indexOf(Math.min(...busy));
    busy[next] = busy[next]! + seconds;
  }
  return Math.max(...busy);
}
