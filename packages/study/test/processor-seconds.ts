/**
 * The processor's time for `work`: other programs do not lengthen it as they do the time of day. The shortest, or the
 * longest, of some runs.
 */
export function processorSeconds(work: () => unknown, which: "shortest" | "longest", runs = 3): number {
  const seconds = Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  return which === "shortest" ? Math.min(...seconds) : Math.max(...seconds);
}
