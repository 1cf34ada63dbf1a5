import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { markRun, readDeaths, takeDeadRun, unmarkRun } from "./run-markers.ts";

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "markers-")), "wide");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

const MINE = `running-${process.pid}.json`;
/** The number of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ["-e", ""]).pid;
const write = (marker: object, name = `running-${Math.random()}.json`): void =>
  writeFileSync(join(folder, name), JSON.stringify(marker));
const since = (minute: number): string => `2026-01-02T03:0${minute}:00.000Z`;

test("a run that comes to its end leaves nothing", () => {
  expect(takeDeadRun(folder)).toBeNull();
  markRun(folder);
  expect(readdirSync(folder)).toEqual([MINE]);
  unmarkRun(folder, true);
  expect(readdirSync(folder)).toEqual([]);
  // twice is once
  unmarkRun(folder, true);
});

test("runs that died are taken one by one, the oldest first, and counted until one comes to its end", () => {
  markRun(folder);
  unmarkRun(folder, true);
  const [first, second] = [deadPid(), deadPid()];
  write({ host: hostname(), pid: second, since: since(2) });
  write({ host: hostname(), pid: first, since: since(1) });
  expect(takeDeadRun(folder)).toEqual({ pid: first, since: since(1), deaths: 1 });
  expect(takeDeadRun(folder)).toEqual({ pid: second, since: since(2), deaths: 2 });
  expect(takeDeadRun(folder)).toBeNull();
  expect(readDeaths(folder)).toBe(2);
  unmarkRun(folder, false);
  expect(readDeaths(folder)).toBe(2);
  unmarkRun(folder, true);
  expect(readDeaths(folder)).toBe(0);
});

test("a run that lives, one of another machine, and files that are none are left alone", async () => {
  markRun(folder);
  unmarkRun(folder, true);
  const living = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  try {
    await once(living, "spawn");
    write({ host: hostname(), pid: living.pid, since: since(1) });
    write({ host: "another", pid: deadPid(), since: since(1) });
    write({ host: hostname(), pid: "1", since: since(1) });
    write({ host: hostname(), pid: -1, since: since(1) });
    writeFileSync(join(folder, "running-cut.json"), "{");
    writeFileSync(join(folder, "wide-vectors-0.json"), "{}");
    expect(takeDeadRun(folder)).toBeNull();
    expect(readdirSync(folder)).toHaveLength(6);
  } finally {
    living.kill("SIGKILL");
  }
});

test("a marker of our own number is an earlier process's: in a container all have the same", () => {
  markRun(folder);
  expect(takeDeadRun(folder)).toMatchObject({ pid: process.pid, deaths: 1 });
});

test("a folder that cannot be written is told, a count that is none counts nothing", () => {
  markRun(folder);
  expect(() => markRun(join(folder, MINE))).toThrow(/EEXIST|ENOTDIR/);
  writeFileSync(join(folder, "deaths"), "many");
  expect(readDeaths(folder)).toBe(0);
  expect(readFileSync(join(folder, MINE), "utf8")).toContain(String(process.pid));
});
