import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { processStart } from "./process-start.ts";
import { markRun, readDeaths, takeDeadRun, touchRun, unmarkRun } from "./run-markers.ts";

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "markers-")), "wide");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

const MINE = `running-${process.pid}.json`;
/** The number of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ["-e", ""]).pid;
let written = 0;
const write = (marker: object, name = `running-other-${++written}.json`): string => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify(marker));
  return join(folder, name);
};
const since = (minute: number): string => `2026-01-02T03:0${minute}:00.000Z`;
const at = (minute: number): Date => new Date(since(minute));

/** A run that lived for so long and died. */
function dieAfter(minutes: number): void {
  utimesSync(write({ host: hostname(), pid: deadPid(), since: since(0), start: null }), at(minutes), at(minutes));
}

/** A run on wide vectors that lives for so many seconds and comes to its end. */
function liveFor(seconds: number): void {
  markRun(folder, at(0));
  unmarkRun(folder, true, new Date(at(0).getTime() + seconds * 1000));
}

test("a run that comes to its end leaves nothing", () => {
  expect(takeDeadRun(folder)).toBeNull();
  markRun(folder);
  expect(readdirSync(folder)).toEqual([MINE]);
  unmarkRun(folder, true);
  expect(readdirSync(folder)).toEqual([]);
  // twice is once
  unmarkRun(folder, true);
});

test("runs that died are taken one by one, the oldest first, and counted", () => {
  const [first, second] = [deadPid(), deadPid()];
  write({ host: hostname(), pid: second, since: since(2) });
  write({ host: hostname(), pid: first, since: since(1) });
  expect(takeDeadRun(folder)).toEqual({ pid: first, since: since(1), deaths: 1 });
  expect(takeDeadRun(folder)).toEqual({ pid: second, since: since(2), deaths: 2 });
  expect(takeDeadRun(folder)).toBeNull();
  expect(readDeaths(folder)).toBe(2);
});

test("a good run makes up for deaths by living as long as they did, not by its end", () => {
  dieAfter(5);
  dieAfter(3);
  expect([takeDeadRun(folder)?.deaths, takeDeadRun(folder)?.deaths]).toEqual([1, 2]);
  for (const seconds of [0.2, 1, 200]) liveFor(seconds);
  expect(readDeaths(folder)).toBe(2);
  // one on narrow vectors is none
  markRun(folder, at(0));
  unmarkRun(folder, false, at(9));
  expect(readDeaths(folder)).toBe(2);
  liveFor(100);
  expect(readDeaths(folder)).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});

test("a death starts the count of good seconds anew", () => {
  dieAfter(2);
  takeDeadRun(folder);
  liveFor(119);
  dieAfter(1);
  takeDeadRun(folder);
  liveFor(119);
  expect(readDeaths(folder)).toBe(2);
  liveFor(1);
  expect(readDeaths(folder)).toBe(0);
});

test("what died at once is made up for by a minute, of short runs too", () => {
  dieAfter(0);
  takeDeadRun(folder);
  for (let i = 0; i < 5; i++) liveFor(10);
  expect(readDeaths(folder)).toBe(1);
  liveFor(10);
  expect(readDeaths(folder)).toBe(0);
});

test("how long a run lived is known by the last time it said so", () => {
  markRun(folder, at(0));
  touchRun(folder, at(7));
  // a marker of our own number is an earlier process's: in a container all have the same
  expect(takeDeadRun(folder)).toEqual({ pid: process.pid, since: since(0), deaths: 1 });
  liveFor(419);
  expect(readDeaths(folder)).toBe(1);
  liveFor(1);
  expect(readDeaths(folder)).toBe(0);
  touchRun(join(folder, "none"));
});

test("a run that lives, one of another machine, and files that are none are left alone", async () => {
  const living = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  try {
    await once(living, "spawn");
    const now = new Date().toISOString();
    write({ host: hostname(), pid: living.pid, since: now, start: processStart(living.pid as number) });
    write({ host: hostname(), pid: living.pid, since: now });
    write({ host: "another", pid: deadPid(), since: since(1) });
    write({ host: hostname(), pid: "1", since: since(1) });
    write({ host: hostname(), pid: -1, since: since(1) });
    write({ host: hostname(), pid: deadPid(), since: "yesterday" });
    writeFileSync(join(folder, "running-cut.json"), "{");
    writeFileSync(join(folder, "wide-vectors-0.json"), "{}");
    expect(takeDeadRun(folder)).toBeNull();
    expect(readdirSync(folder)).toHaveLength(8);
  } finally {
    living.kill("SIGKILL");
  }
});

test.runIf(process.platform === "linux")(
  "a death does not hide behind another process that has its number now",
  async () => {
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    try {
      await once(other, "spawn");
      const start = processStart(process.pid);
      expect(start).toMatch(/^\d+$/);
      write({ host: hostname(), pid: other.pid, since: new Date().toISOString(), start });
      expect(takeDeadRun(folder)).toMatchObject({ pid: other.pid, deaths: 1 });
    } finally {
      other.kill("SIGKILL");
    }
  },
);

test("a folder that cannot be written is told, a count that is none counts nothing", () => {
  markRun(folder);
  expect(() => markRun(join(folder, MINE))).toThrow(/EEXIST|ENOTDIR/);
  for (const text of ["many", "3", "{}", '{"count":-1,"lived":0,"good":0}']) {
    writeFileSync(join(folder, "deaths.json"), text);
    expect(readDeaths(folder)).toBe(0);
  }
  expect(readFileSync(join(folder, MINE), "utf8")).toContain(String(process.pid));
});
