import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
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

test("a lock whose holder is still being written is left alone", () => {
  const directory = newDirectory();
  writeFileSync(join(directory, ".lock"), "");
  expect(() => lockDirectory(directory)).toThrow("another process is writing there");
});
