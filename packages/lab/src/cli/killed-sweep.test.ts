/**
 * What `runs list` and `runs show` say of a sweep while it runs, after Ctrl-C and after a kill: processes of their own,
 * really killed.
 */
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { callMinibatch } from "../../test/call-minibatch.ts";
import { testWith } from "../../test/requirements.ts";
import { ended, startMinibatch } from "../../test/run-minibatch.ts";
import { withDatabase } from "../../test/with-database.ts";
import { sweepLockOf } from "./trials/sweep-lock.ts";

const EXPERIMENT = {
  name: "long",
  data: { set: "sequences", rows: 500, splitSeed: 1 },
  model: { inputs: 20, layers: [{ kind: "dense", units: 1 }], loss: "sigmoid-binary-cross-entropy" },
  optimizer: "sgd",
  training: { epochs: 100_000, batchSize: 16 },
  repeats: 3,
};
const CLOCK = String.raw`\d\d:\d\d`;

let folder: string;
let store: string;
let file: string;
let child: ChildProcess | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "killed-"));
  store = join(folder, "a.sqlite");
  file = join(folder, "long.json");
  writeFileSync(file, JSON.stringify(EXPERIMENT));
});
afterEach(async () => {
  child?.kill("SIGKILL");
  child = null;
  rmSync(folder, { recursive: true, force: true });
});

const start = (at: string): ChildProcess => {
  child = startMinibatch(
    ["sweep", file, "--offline", "--workers", "1", "--store", at, "--data", join(folder, "none")],
    {
      cwd: folder,
    },
  );
  return child;
};

async function tell(at: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await callMinibatch(["runs", ...args, "--store", at]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

/** Asks until the list says so. */
async function waitFor(at: string, words: RegExp): Promise<string> {
  for (let attempt = 0; attempt < 150; attempt++) {
    const { stdout } = await callMinibatch(["runs", "list", "--store", at]);
    if (words.test(stdout)) return stdout;
    await setTimeout(100);
  }
  return tell(at, "list");
}

const isTraining = async (at: string): Promise<void> => {
  expect(await waitFor(at, /1 running/)).toMatch(/long +SYNTHETIC, running 0\/3/);
};

test("running, stopped, killed: by the lock, and with the command that goes on", { timeout: 60_000 }, async () => {
  const interrupted = start(store);
  const end = ended(interrupted);
  await isTraining(store);
  interrupted.kill("SIGINT");
  expect((await end).code).toBe(130);
  expect(await tell(store, "list")).toMatch(/long +SYNTHETIC, stopped 0\/3/);

  const killed = start(store);
  const death = ended(killed);
  await isTraining(store);
  expect(await tell(store, "show", "long/0")).toMatch(/status +running/);
  const lock = sweepLockOf(store, "long");
  utimesSync(lock, 0, 0);
  // while it lives it says so, again and again
  await expect.poll(() => Date.now() - statSync(lock).mtimeMs, { timeout: 10_000 }).toBeLessThan(60_000);
  killed.kill("SIGKILL");
  await death;
  // its last sign of life, not the moment of the question
  const at = new Date(2026, 0, 2, 3, 4);
  utimesSync(lock, at, at);
  const listed = await tell(store, "list");
  expect(listed).toMatch(/long +SYNTHETIC, killed at 2026-01-02 03:04, 0\/3/);
  expect(listed).toContain(
    `long was killed and goes on from its last epochs with: cd ${folder} && minibatch sweep ${file} --offline --workers 1 --store ${store} --data ${join(folder, "none")}`,
  );
  expect(await tell(store, "show", "long")).toMatch(/status +killed at 2026-01-02 03:04, 0\/3\n +long was killed/);
  expect(await tell(store, "show", "long/0")).toMatch(/status +killed at 2026-01-02 03:04/);
  expect(await tell(store, "list", "long")).toMatch(/^long: killed at 2026-01-02 03:04, 0\/3/);

  const again = start(store);
  const endOfAgain = ended(again);
  await waitFor(store, /long +SYNTHETIC, running/);
  again.kill("SIGINT");
  await endOfAgain;
  expect(await tell(store, "list")).toMatch(/long +SYNTHETIC, stopped 0\/3/);
});

testWith(
  "postgres",
  "on Postgres: by the heartbeats of its job leases",
  (server) =>
    withDatabase(server, async (url) => {
      const killed = start(url);
      const death = ended(killed);
      await isTraining(url);
      killed.kill("SIGKILL");
      await death;
      // pg-boss's least: a worker is thought alive for ten seconds
      const listed = await waitFor(url, /killed/);
      expect(listed).toMatch(new RegExp(`long +SYNTHETIC, killed at ${CLOCK}, 0/3`));
      expect(listed).toContain(
        "long was killed and goes on from its last epochs with: minibatch worker --experiment long",
      );
    }),
  60_000,
);
