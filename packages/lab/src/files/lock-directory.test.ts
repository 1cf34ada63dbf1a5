import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { UsageError } from "../errors.ts";
import { lockDirectory } from "./lock-directory.ts";

const newDirectory = (): string => mkdtempSync(join(tmpdir(), "lock-"));

test("a second lock is refused and names the holder, until the first is freed", () => {
  const directory = newDirectory();
  const free = lockDirectory(directory);
  expect(() => lockDirectory(directory)).toThrow(UsageError);
  expect(() => lockDirectory(directory)).toThrow(`process ${process.pid} on ${hostname()}`);
  free();
  lockDirectory(directory)();
  expect(readdirSync(directory)).toEqual([]);
});

test("the lock of a process that was killed is taken over", async () => {
  const directory = newDirectory();
  const source = new URL("./lock-directory.ts", import.meta.url).href;
  const script = `import { lockDirectory } from "${source}"; lockDirectory(${JSON.stringify(directory)}); console.log("held"); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(holder.stdout, "data");
  expect(() => lockDirectory(directory)).toThrow(`process ${holder.pid}`);
  holder.kill("SIGKILL");
  await once(holder, "exit");
  lockDirectory(directory)();
});

test.skipIf(process.platform !== "linux")(
  "a living process that only shares the number of the holder does not keep the lock",
  () => {
    const directory = newDirectory();
    writeFileSync(join(directory, ".lock"), JSON.stringify({ pid: process.ppid, host: hostname(), startTicks: "1" }));
    lockDirectory(directory)();
  },
);

test("a lock of another machine is left alone", () => {
  const directory = newDirectory();
  writeFileSync(join(directory, ".lock"), JSON.stringify({ pid: 1, host: "elsewhere.invalid", startTicks: null }));
  expect(() => lockDirectory(directory)).toThrow("process 1 on elsewhere.invalid");
});

test("a lock of nobody is taken over, whatever its time says", () => {
  for (const text of [
    "",
    "{",
    "null",
    "[]",
    '{"pid":0}',
    `{"pid":-1,"host":"${hostname()}"}`,
    `{"pid":1e10,"host":"${hostname()}"}`,
  ]) {
    for (const seconds of [-3600, 60, 3600, 10 * 365 * 24 * 3600]) {
      const directory = newDirectory();
      const lock = join(directory, ".lock");
      writeFileSync(lock, text);
      const time = new Date(Date.now() + 1000 * seconds);
      utimesSync(lock, time, time);
      lockDirectory(directory)();
      expect(readdirSync(directory)).toEqual([]);
    }
  }
});

test("a holder whose beginning is not known keeps its lock while it lives", () => {
  const directory = newDirectory();
  writeFileSync(join(directory, ".lock"), JSON.stringify({ pid: process.ppid, host: hostname() }));
  expect(() => lockDirectory(directory)).toThrow(`process ${process.ppid} on ${hostname()}`);
});

test("what is no file in a lock's place is told", () => {
  const directory = newDirectory();
  const lock = join(directory, ".lock");
  mkdirSync(lock);
  expect(() => lockDirectory(directory)).toThrow(UsageError);
  expect(() => lockDirectory(directory)).toThrow(
    `Cannot write the lock ${lock}: what lies there is no file; move it away`,
  );
  rmSync(lock, { recursive: true });
  execFileSync("mkfifo", [lock]);
  expect(() => lockDirectory(directory)).toThrow("what lies there is no file");
});

test("a lock whose holder is still being written is left alone", () => {
  const directory = newDirectory();
  writeFileSync(join(directory, ".lock"), "");
  expect(() => lockDirectory(directory)).toThrow("another process is writing there");
});
