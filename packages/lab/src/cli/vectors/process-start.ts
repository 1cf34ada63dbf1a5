/** Which process a number means: numbers are given again, and a dead process's hides that it died. */
import { readFileSync } from "node:fs";
import { uptime } from "node:os";

/** Clocks are set, also while a machine runs. */
const CLOCK_SLACK_MS = 60_000;

/** What a process leaves of itself to be told apart later. */
export interface ProcessMark {
  readonly pid: number;
  /** ISO 8601: it lived then */
  readonly since: string;
  /** when it began, as the system counts; null where that is not told */
  readonly start: string | null;
}

/** Clock ticks from the start of the machine to that of the process (proc(5), stat); null where there is no /proc. */
export function processStart(pid: number): string | null {
  return readStat(pid)?.start ?? null;
}

/** Whether that very process still runs. */
export function isRunning({ pid, since, start }: ProcessMark): boolean {
  // a container may give every run the number of the one before
  if (pid === process.pid || !isThere(pid)) return false;
  const stat = readStat(pid);
  if (stat !== null) return !stat.hasEnded && (start === null || stat.start === start);
  // no process is older than its machine's last start
  return Date.parse(since) > Date.now() - uptime() * 1000 - CLOCK_SLACK_MS;
}

/** Whether there is a process of that number: ours or, where we may not ask it, another's. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function readStat(pid: number): { readonly hasEnded: boolean; readonly start: string } | null {
  if (process.platform !== "linux") return null;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    // its name is in brackets, and may have blanks and brackets
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [state, start] = [fields[0], fields[19]];
    // one that nobody has waited for keeps its number
    return start === undefined ? null : { hasEnded: state === "Z" || state === "X", start };
  } catch {
    return null;
  }
}
