/**
 * Lets one process at a time do a thing. The lock is a file that names its holder; the lock of a holder that no longer
 * lives (killed, machine restarted) is taken over. The holder keeps setting the file's time, so that the lock of a
 * killed process says when it was last alive.
 */
import { linkSync, lstatSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { OutputError, UsageError } from "../errors.ts";
import { describeWriteFailure, type Elsewhere, OUT_ELSEWHERE } from "./describe-write-failure.ts";

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** tells a process from a later one with the same number; null where the system cannot say (only Linux can) */
  readonly startTicks: string | null;
  /** the command line that continues after the holder was killed, to be pasted; null if it did not say */
  readonly command: string | null;
}

/** What can be read of a lock without taking it. */
export interface SeenLock {
  readonly isAlive: boolean;
  readonly lastSign: Date;
  readonly command: string | null;
}

/** how often a holder sets the file's time */
const SIGN_EVERY_MS = 2_000;
/** of another machine only the file's time is known, by a clock that may differ a little */
const SILENT_ELSEWHERE_MS = 60_000;
/**
 * on file systems without links: a lock without a readable holder is just being written, or its writer died between two
 * system calls
 */
const UNWRITTEN_MS = 2_000;
/** the largest process number of any system */
const LARGEST_PID = 2 ** 31 - 1;
/** error codes of file systems without links */
const NO_LINKS: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EXDEV"]);
const TAKE_OVER_ATTEMPTS = 10;
const held = new Set<string>();

/**
 * Returns the function that unlocks it. Throws what `refuse` makes of the holder (`process 12 on host`) when another
 * process has it, UsageError when something else lies in its place, OutputError when no file can be written there.
 */
export function lockFile(
  file: string,
  problem: (holder: string) => UsageError,
  {
    elsewhere = OUT_ELSEWHERE,
    command = null,
  }: { readonly elsewhere?: Elsewhere; readonly command?: string | null } = {},
): () => void {
  for (let attempt = 0; attempt < TAKE_OVER_ATTEMPTS; attempt++) {
    if (tryCreate(file, elsewhere, command)) {
      held.add(file);
      const signs = setInterval(() => signOfLife(file), SIGN_EVERY_MS).unref();
      return () => {
        clearInterval(signs);
        held.delete(file);
        rmSync(file, { force: true });
      };
    }
    checkIsLock(file);
    const text = readIfThere(file);
    if (text === null) continue;
    const holder = parseHolder(text);
    if (holder === null ? isYoung(file) : isAlive(holder, file)) throw problem(describeHolder(holder));
    removeStale(file, text);
  }
  throw problem(describeHolder(null));
}

function describeHolder(holder: Holder | null): string {
  return holder === null ? "another process" : `process ${holder.pid} on ${holder.host}`;
}

/** Reads who has the lock, without taking it; null if there is none or it cannot be read. */
export function lookAtLock(file: string): SeenLock | null {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  const holder = parseHolder(readIfThere(file) ?? "");
  if (stat === undefined || holder === null) return null;
  const isElsewhere = holder.host !== hostname();
  return {
    isAlive: isElsewhere ? Date.now() - stat.mtimeMs < SILENT_ELSEWHERE_MS : isAlive(holder, file),
    lastSign: stat.mtime,
    command: holder.command,
  };
}

/** Does not fail if somebody has deleted the lock or the disk is full: a sweep goes on. */
function signOfLife(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {}
}

function tryCreate(file: string, elsewhere: Elsewhere, command: string | null): boolean {
  const holder: Holder = { pid: process.pid, host: hostname(), startTicks: startTicksOf(process.pid), command };
  try {
    writeAtOnce(file, JSON.stringify(holder));
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    const folder = dirname(file);
    if (isCode(error, "ENOENT") && lstatSync(folder, { throwIfNoEntry: false }) === undefined) {
      throw new OutputError(
        `Cannot write the lock ${file}: the folder ${folder} is not there; make it, or ${elsewhere}`,
      );
    }
    throw describeWriteFailure("Cannot write the lock", file, error, elsewhere);
  }
}

/** The lock appears together with its holder: nobody ever sees an empty one. */
function writeAtOnce(file: string, text: string): void {
  const beside = `${file}.new-${process.pid}`;
  try {
    writeFileSync(beside, text);
    linkSync(beside, file);
  } catch (error) {
    if (![...NO_LINKS].some((code) => isCode(error, code))) throw error;
    writeFileSync(file, text, { flag: "wx" });
  } finally {
    rmSync(beside, { force: true });
  }
}

function checkIsLock(file: string): void {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return;
  throw new UsageError(`Cannot write the lock ${file}: what lies there is no file; move it away`);
}

/**
 * Renames the lock away first: only one of the processes that saw the stale lock can do that. A fresh lock renamed by
 * mistake is put back.
 */
function removeStale(file: string, text: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isCode(error, "ENOENT")) return;
    throw describeWriteFailure("Cannot take over the lock", file, error, OUT_ELSEWHERE);
  }
  if (readIfThere(aside) === text) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function isAlive(holder: Holder, file: string): boolean {
  if (holder.host !== hostname()) return true;
  if (holder.pid === process.pid) return held.has(file);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (isCode(error, "ESRCH")) return false;
  }
  return holder.startTicks === null || holder.startTicks === startTicksOf(holder.pid);
}

/** Field 22 of /proc/PID/stat (proc(5)), counted from after the name, which may contain blanks. */
function startTicksOf(pid: number): string | null {
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[22 - 3] ?? null;
}

function parseHolder(text: string): Holder | null {
  try {
    const { pid, host, startTicks, command } = JSON.parse(text) as Partial<Record<keyof Holder, unknown>>;
    const isPid = Number.isInteger(pid) && (pid as number) > 0 && (pid as number) <= LARGEST_PID;
    if (!isPid || typeof host !== "string") return null;
    const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);
    return { pid: pid as number, host, startTicks: textOrNull(startTicks), command: textOrNull(command) };
  } catch {
    return null;
  }
}

/** False for a time far in the future too: it was set by hand, or a clock jumped. */
function isYoung(file: string): boolean {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  return stat !== undefined && Math.abs(Date.now() - stat.mtimeMs) < UNWRITTEN_MS;
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
