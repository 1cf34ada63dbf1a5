import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { OutputError, UsageError } from "../errors.ts";
import { withFileLock } from "./file-lock.ts";

const times = { pollMs: 5, touchMs: 20, staleMs: 200 };
let directory: string;
let lock: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "minibatch-lock-"));
  lock = join(directory, "file.lock");
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const deadPid = (): number => spawnSync(process.execPath, ["-e", ""]).pid;

test("lets one work at a time, and all in the end", async () => {
  let inside = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    expect(++inside).toBe(1);
    await sleep(10);
    inside--;
    done++;
  };
  await Promise.all(Array.from({ length: 8 }, () => withFileLock(lock, work, undefined, times)));
  expect(done).toBe(8);
  expect(readdirSync(directory)).toEqual([]);
});

test("gives the result of the work, and opens when the work fails", async () => {
  expect(await withFileLock(lock, async () => 42, undefined, times)).toBe(42);
  const failing = withFileLock(lock, () => Promise.reject(new Error("broken")), undefined, times);
  await expect(failing).rejects.toThrow("broken");
  expect(readdirSync(directory)).toEqual([]);
});

test("takes over the lock of a process that died, among many who want it", async () => {
  writeFileSync(lock, JSON.stringify({ pid: deadPid(), host: hostname(), serial: 0 }));
  let inside = 0;
  const work = async (): Promise<void> => {
    expect(++inside).toBe(1);
    await sleep(3);
    inside--;
  };
  await Promise.all(Array.from({ length: 8 }, () => withFileLock(lock, work, undefined, times)));
  expect(readdirSync(directory)).toEqual([]);
});

test.each([
  ["of another machine", JSON.stringify({ pid: 1, host: "elsewhere", serial: 0 })],
  ["that names nobody", ""],
  ["of a process id that lives again as another process", JSON.stringify({ pid: process.pid, host: hostname() })],
])("waits for a lock %s while it is touched, and takes it over when it no longer is", async (_, content) => {
  writeFileSync(lock, content);
  const startMs = performance.now();
  await withFileLock(lock, async () => {}, undefined, times);
  expect(performance.now() - startMs).toBeGreaterThan(times.staleMs - 50);
});

test.each([
  ["ahead", 3_600_000],
  ["behind", -3_600_000],
])("a clock that is an hour %s of its owner's changes nothing", async (_, differenceMs) => {
  writeFileSync(lock, "");
  const at = (): Date => new Date(Date.now() + differenceMs);
  utimesSync(lock, at(), at());
  // its owner touches it five times, by its own clock, and dies
  let touches = 0;
  const touching = setInterval(() => {
    if (touches++ < 5) utimesSync(lock, at(), at());
  }, 50);
  const touchesSeen = await withFileLock(lock, async () => touches, undefined, { ...times, staleMs: 700 });
  clearInterval(touching);
  expect(touchesSeen).toBeGreaterThanOrEqual(5);
  expect(readdirSync(directory)).toEqual([]);
});

test("what is no file in a lock's place is told, not waited for", async () => {
  mkdirSync(lock);
  const failing = withFileLock(lock, async () => {}, undefined, times);
  await expect(failing).rejects.toThrow(UsageError);
  await expect(failing).rejects.toThrow(`Cannot write the lock ${lock}: what lies there is no file; move it away`);
});

test("an owner that works for long keeps its lock", async () => {
  let inside = 0;
  const work = async (): Promise<void> => {
    expect(++inside).toBe(1);
    await sleep(2 * times.staleMs);
    inside--;
  };
  await Promise.all([withFileLock(lock, work, undefined, times), withFileLock(lock, work, undefined, times)]);
});

test("a waiting process can be told to stop", async () => {
  writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostname(), serial: 0 }));
  const soon = new Date(Date.now() + 60_000);
  utimesSync(lock, soon, soon);
  await expect(withFileLock(lock, async () => {}, AbortSignal.timeout(30), times)).rejects.toThrow();
  expect(existsSync(lock)).toBe(true);
});

test("a place that takes no lock is one line", async () => {
  const failing = withFileLock(join(directory, "nowhere", "file.lock"), async () => {}, undefined, times);
  await expect(failing).rejects.toThrow(/^Cannot write the lock .*: nothing can be made in .*nowhere; give --data/);
  await expect(failing).rejects.toBeInstanceOf(OutputError);
});
