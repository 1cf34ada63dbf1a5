/**
 * A sweep on wide vectors that dies in the midst of a trial, as V8 would make it: nothing is lost, the next start has
 * narrow ones and ends with the bits of a sweep that never had others, and the one after that probes again.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { arch, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ANSWERS } from "../../../minibatch/src/hosts/wide/answers.ts";
import { keepVerdict } from "../../../minibatch/src/hosts/wide/kept-verdict.ts";
import { machineKey } from "../../../minibatch/src/hosts/wide/machine-key.ts";
import { callMinibatch } from "../../test/call-minibatch.ts";
import { ended, hasSaid, startMinibatch } from "../../test/run-minibatch.ts";

const EXPERIMENT = {
  name: "wide",
  data: { set: "sequences", rows: 500, splitSeed: 1 },
  model: {
    inputs: 20,
    layers: [
      { kind: "dense", units: 200, activation: "tanh" },
      { kind: "dense", units: 104, activation: "relu" },
      { kind: "dense", units: 1 },
    ],
    loss: "sigmoid-binary-cross-entropy",
  },
  optimizer: "adam",
  training: { epochs: 400, batchSize: 32 },
  repeats: 2,
};
const TRIALS = ["wide/0", "wide/1"];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wide-crash-"));
  writeFileSync(join(folder, "wide.json"), JSON.stringify(EXPERIMENT));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sweep = (store: string, wide: string) =>
  startMinibatch(
    ["sweep", join(folder, "wide.json"), "--debug", "--offline", "--workers", "1", "--store", store, "--data", folder],
    { cwd: folder, env: { MINIBATCH_WIDE: wide, XDG_CACHE_HOME: folder, LOCALAPPDATA: folder } },
  );

async function show(store: string, trial: string): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await callMinibatch(["runs", "show", trial, "--store", store, "--json"]);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** Until a trial is in the midst of its epochs. */
async function waitForEpochs(store: string, trial: string, epochs: number): Promise<void> {
  let said: unknown = null;
  for (let attempt = 0; attempt < 600; attempt++) {
    try {
      if (Number((await show(store, trial)).epochs) > epochs) return;
    } catch (error) {
      // the store may not be there yet
      said = error;
    }
    await setTimeout(100);
  }
  throw new Error(`${trial} does not train`, { cause: said });
}

/** What does not depend on when it was trained. */
async function figures(store: string): Promise<Record<string, unknown>[]> {
  const found = [];
  for (const trial of TRIALS) {
    const { weightsSha256, metrics, objective, keptEpoch, status } = await show(store, trial);
    found.push({ weightsSha256, metrics, objective, keptEpoch, status });
  }
  return found;
}

test.runIf(arch() === "x64" && ["linux", "win32"].includes(process.platform))(
  "killed by SIGILL in mid-trial, it goes on narrow to the bits of a narrow sweep",
  async () => {
    const kept = join(folder, "minibatch", "wide-vectors");
    // whatever a probe would measure on a busy machine
    const report = { answers: ANSWERS, milliseconds: { narrow: 2, wide: 1 } };
    keepVerdict(kept, machineKey(), {
      ...{ isWide: true, reason: "equal bits", report, mayChange: false },
    });
    const [undisturbed, store] = [join(folder, "narrow.sqlite"), join(folder, "wide.sqlite")];
    expect((await ended(sweep(undisturbed, "off"))).code).toBe(0);

    const first = sweep(store, "on");
    const death = ended(first);
    await hasSaid(first, "Vectors of 256 bits");
    await waitForEpochs(store, "wide/0", 2);
    first.kill("SIGILL");
    await death;
    expect(first.signalCode).toBe("SIGILL");
    const [half] = await figures(store);
    expect(half?.status).not.toBe("finished");
    expect(readdirSync(kept)).toContain(`running-${first.pid}.json`);

    const second = await ended(sweep(store, ""));
    expect(second.code).toBe(0);
    expect(second.stderr).toMatch(
      new RegExp(
        `^Vectors of 128 bits: process ${first.pid}, begun \\S+ \\S+ UTC on wide vectors, crashed or was killed; ` +
          "the next start probes again",
        "m",
      ),
    );
    expect(await figures(store)).toEqual(await figures(undisturbed));
    const attempts = (await show(store, "wide/0")).attemptList as { fromEpoch: number }[];
    expect(attempts.at(-1)?.fromEpoch).toBeGreaterThan(0);

    const third = await ended(sweep(store, ""));
    expect(third.stderr).toMatch(/^Vectors of (128|256) bits: (?!.*(as kept in|crashed))/m);
    expect(readdirSync(kept).filter((name) => name.startsWith("running-"))).toEqual([]);
  },
);

test.runIf(process.platform !== "win32").each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "an end by %s is no death",
  async (signal) => {
    const kept = join(folder, "minibatch", "wide-vectors");
    const report = { answers: ANSWERS, milliseconds: { narrow: 2, wide: 1 } };
    keepVerdict(kept, machineKey(), {
      ...{ isWide: true, reason: "equal bits", report, mayChange: false },
    });
    const running = sweep(join(folder, "a.sqlite"), "on");
    const end = ended(running);
    await hasSaid(running, "Vectors of 256 bits");
    expect(readdirSync(kept)).toContain(`running-${running.pid}.json`);
    running.kill(signal);
    await end;
    expect(readdirSync(kept).filter((name) => name.startsWith("running-"))).toEqual([]);
  },
);
