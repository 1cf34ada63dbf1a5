import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { uptime } from "node:os";
import { setTimeout } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import { isRunning, processStart } from "./process-start.ts";

const SLEEP = ["-e", "setInterval(() => {}, 1000)"] as const;
const now = (): string => new Date().toISOString();

async function withProcess(work: (pid: number) => void | Promise<void>, command = process.execPath, args = SLEEP) {
  const child = spawn(command, args, { stdio: "ignore" });
  await once(child, "spawn");
  try {
    await work(child.pid as number);
  } finally {
    child.kill("SIGKILL");
  }
}

test("a process that lives is running, one that has ended is not, nor an earlier one of our number", async () => {
  await withProcess((pid) => {
    expect(isRunning({ pid, since: now(), start: processStart(pid) })).toBe(true);
    expect(isRunning({ pid, since: now(), start: null })).toBe(true);
  });
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  expect(isRunning({ pid, since: now(), start: null })).toBe(false);
  expect(isRunning({ pid: process.pid, since: now(), start: processStart(process.pid) })).toBe(false);
});

describe.runIf(process.platform === "linux")("where the system tells when a process began", () => {
  test("it is the same each time it is asked, and later ones began later", async () => {
    const own = processStart(process.pid);
    expect(processStart(process.pid)).toBe(own);
    await withProcess((pid) => expect(Number(processStart(pid))).toBeGreaterThan(Number(own)));
  });

  test("another process of the same number is another", async () => {
    await withProcess((pid) => {
      const start = processStart(pid);
      expect(isRunning({ pid, since: now(), start })).toBe(true);
      expect(isRunning({ pid, since: now(), start: String(Number(start) - 1) })).toBe(false);
    });
  });

  test("one that has ended and nobody waited for is not running", async () => {
    // the shell becomes a program that waits for none of its children
    const command = "sleep 0 & echo $!; exec sleep 30";
    const parent = spawn("sh", ["-c", command], { stdio: ["ignore", "pipe", "ignore"] });
    try {
      const [line] = (await once(parent.stdout, "data")) as [Buffer];
      const pid = Number.parseInt(line.toString(), 10);
      const mark = { pid, since: now(), start: null };
      for (let tries = 0; isRunning(mark) && tries < 500; tries++) await setTimeout(20);
      expect(isRunning(mark)).toBe(false);
      // its number is still taken
      expect(process.kill(pid, 0)).toBe(true);
    } finally {
      parent.kill("SIGKILL");
    }
  });
});

describe("where it does not", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test("a mark from before the machine's last start is no running process's", async () => {
    vi.stubGlobal("process", Object.create(process, { platform: { value: "other" } }));
    await withProcess((pid) => {
      expect(processStart(pid)).toBeNull();
      const booted = Date.now() - uptime() * 1000;
      const markOf = (ms: number) => ({ pid, since: new Date(booted + ms).toISOString(), start: null });
      expect(isRunning(markOf(1000))).toBe(true);
      // clocks are set
      expect(isRunning(markOf(-1000))).toBe(true);
      expect(isRunning(markOf(-3_600_000))).toBe(false);
    });
  });
});
