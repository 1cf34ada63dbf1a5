/** `minibatch sweep` into a SQLite file as a user runs it, when something happens to the file or its lock. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ended, runMinibatch, startMinibatch } from "./run-minibatch.ts";

const EXPERIMENT = {
  name: "short",
  data: { set: "sequences", rows: 500, splitSeed: 1 },
  model: { inputs: 20, layers: [{ kind: "dense", units: 1 }], loss: "sigmoid-binary-cross-entropy" },
  optimizer: "sgd",
  training: { epochs: 400, batchSize: 16 },
};

let folder: string;
let store: string;
let args: readonly string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sweep-file-"));
  store = join(folder, "a.sqlite");
  const file = join(folder, "short.json");
  writeFileSync(file, JSON.stringify(EXPERIMENT));
  args = ["sweep", file, "--offline", "--workers", "1", "--store", store, "--data", join(folder, "no-data")];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a store that is removed while it is written is told, not called done", async () => {
  const child = startMinibatch(args);
  const end = ended(child);
  let told = "";
  // its first line of the sweep: the store is open
  await new Promise<void>((resolve) => {
    child.stderr!.on("data", (chunk: Buffer) => {
      told += chunk.toString();
      if (told.includes("short:")) resolve();
    });
    void end.then(() => resolve());
  });
  rmSync(store);
  const { code, stderr } = await end;
  expect(stderr).toMatch(/Cannot go on with the store .*a\.sqlite: it was removed or renamed while it was in use/);
  expect(stderr).toContain(`all that was trained is in ${store}.saved`);
  expect(existsSync(`${store}.saved`)).toBe(true);
  expect(code).toBe(1);
});

test("the lock of a process on another machine is left alone, and named, for it may be gone", async () => {
  const lock = `${store}.short.lock`;
  writeFileSync(lock, JSON.stringify({ pid: 1, host: "elsewhere.invalid", startTicks: null }));
  const { code, stderr } = await runMinibatch(args);
  expect(code).toBe(2);
  expect(stderr).toContain(`process 1 on elsewhere.invalid is sweeping it`);
  expect(stderr).toContain(`or delete ${lock} if that process is gone`);
  rmSync(lock);
  expect((await runMinibatch(args)).code).toBe(0);
});
