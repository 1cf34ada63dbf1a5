/**
 * One writer per file, across processes: a lock file made with O_EXCL that names its owner. The owner touches it while
 * it works; a lock whose owner has died, or that was not touched for a while (another machine on a shared disk, a
 * reused process id), is taken over. Whether it is touched is watched, not read from its time: clocks differ, and jump.
 */
import { linkSync, lstatSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { UsageError } from "../errors.ts";
import { describeWriteFailure, systemCode } from "../files/describe-write-failure.ts";
import { DATA_ELSEWHERE } from "./data-elsewhere.ts";

export interface LockTimes {
  /** how often a waiting process looks again */
  readonly pollMs: number;
  /** how often the owner touches the lock */
  readonly touchMs: number;
  /** a lock untouched for this long has lost its owner */
  readonly staleMs: number;
}

const TIMES: LockTimes = { pollMs: 100, touchMs: 2_000, staleMs: 20_000 };

/** Makes names of this process's own that no other use in it shares. */
let serial = 0;

/** Another's lock, as it was when it was last seen to change. */
interface Watched {
  readonly content: string;
  readonly mtimeMs: number;
  readonly sinceMs: number;
}

/**
 * Runs `work` while holding `lockPath`; waits for whoever holds it. Throws OutputError when the lock cannot be written,
 * UsageError when what lies there is no file, the signal's reason when aborted while waiting.
 */
export async function withFileLock<Result>(
  lockPath: string,
  work: () => Promise<Result>,
  signal?: AbortSignal,
  times: LockTimes = TIMES,
): Promise<Result> {
  const owner = `${JSON.stringify({ pid: process.pid, host: hostname(), serial: serial++ })}\n`;
  let watched: Watched | null = null;
  while (!tryLock(lockPath, owner)) {
    watched = look(lockPath, watched);
    if (watched !== null && isStale(watched, times.staleMs)) remove(lockPath, watched.content);
    await sleep(times.pollMs);
    signal?.throwIfAborted();
  }
  const touching = setInterval(() => touch(lockPath), times.touchMs);
  touching.unref();
  try {
    return await work();
  } finally {
    clearInterval(touching);
    if (readOrNull(lockPath) === owner) rmSync(lockPath, { force: true });
  }
}

function tryLock(lockPath: string, owner: string): boolean {
  try {
    writeFileSync(lockPath, owner, { flag: "wx" });
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw describeWriteFailure("Cannot write the lock", lockPath, error, DATA_ELSEWHERE);
  }
}

/** Null when it has just been freed. */
function look(lockPath: string, before: Watched | null): Watched | null {
  const found = lstatSync(lockPath, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isFile()) {
    throw new UsageError(`Cannot write the lock ${lockPath}: what lies there is no file; move it away`);
  }
  const { mtimeMs } = found;
  const content = readOrNull(lockPath);
  if (content === null) return null;
  if (before !== null && before.content === content && before.mtimeMs === mtimeMs) return before;
  return { content, mtimeMs, sinceMs: performance.now() };
}

/** Moves a stale lock away. Should another process have done so and locked anew in between, that lock is put back. */
function remove(lockPath: string, content: string): void {
  const aside = `${lockPath}.${process.pid}-${serial++}.stale`;
  try {
    renameSync(lockPath, aside);
    if (readOrNull(aside) !== content) linkSync(aside, lockPath);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    // Another process was quicker; the next look shows how things stand.
  }
  rmSync(aside, { force: true });
}

function isStale({ content, sinceMs }: Watched, staleMs: number): boolean {
  const owner = readOwner(content);
  if (owner !== null && owner.host === hostname() && !isAlive(owner.pid)) return true;
  return performance.now() - sinceMs > staleMs;
}

/** Null for a lock whose owner has not written its name yet, or never did. */
function readOwner(content: string): { readonly pid: number; readonly host: string } | null {
  try {
    const owner: unknown = JSON.parse(content);
    if (typeof owner !== "object" || owner === null || !("pid" in owner) || !("host" in owner)) return null;
    if (typeof owner.pid !== "number" || !Number.isSafeInteger(owner.pid) || owner.pid < 1) return null;
    return typeof owner.host === "string" ? { pid: owner.pid, host: owner.host } : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== "ESRCH";
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function touch(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // Removed by a person or taken over: the work's own rename at the end is whole either way.
  }
}
