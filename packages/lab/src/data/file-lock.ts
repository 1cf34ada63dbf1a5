/**
 * One writer per file, across processes: a lock file made with O_EXCL that names its owner. The owner touches it while it works; a
 * lock whose owner has died, or that nobody has touched for a while (another machine on a shared disk, a reused process id), is
 * taken over.
 */
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { describeRefusal, systemCode } from "../files/describe-refusal.ts";
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

/** Runs `work` while holding `lockPath`; waits for whoever holds it. Throws OutputError when the lock cannot be written, the signal's reason when aborted while waiting. */
export async function withFileLock<Result>(
  lockPath: string,
  work: () => Promise<Result>,
  signal?: AbortSignal,
  times: LockTimes = TIMES,
): Promise<Result> {
  const owner = `${JSON.stringify({ pid: process.pid, host: hostname(), serial: serial++ })}\n`;
  while (!tryLock(lockPath, owner)) {
    removeIfStale(lockPath, times.staleMs);
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
    throw describeRefusal("Cannot write the lock", lockPath, error, DATA_ELSEWHERE);
  }
}

/** Moves a stale lock away. Should another process have done so and locked anew in between, that lock is put back. */
function removeIfStale(lockPath: string, staleMs: number): void {
  const content = readOrNull(lockPath);
  if (content === null || !isStale(lockPath, content, staleMs)) return;
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

function isStale(lockPath: string, content: string, staleMs: number): boolean {
  const owner = readOwner(content);
  if (owner !== null && owner.host === hostname() && !isAlive(owner.pid)) return true;
  const stats = statSync(lockPath, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs > staleMs;
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
