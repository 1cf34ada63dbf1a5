import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { queueExperiment } from "../../test/queue-experiment.ts";
import { openStore } from "../store/open-store.ts";
import type { LabStore, Lease } from "../store/store.ts";
import { advanceExperiment } from "./advance-experiment.ts";
import { CheckpointWriter } from "./checkpoint-writer.ts";
import { openExperiment } from "./open-experiment.ts";

let folder: string;
let real: LabStore;
let lease: Lease;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "writer-"));
  real = await openStore(join(folder, "lab.sqlite"));
  const spec = queueExperiment();
  const experiment = await openExperiment(real, spec, { source: "file", sha256: { small: "0".repeat(64) } });
  await real.transaction((inside) => advanceExperiment(inside, experiment, spec));
  lease = (await real.takeNextTrial(experiment.id, "test:1/0", null))!.lease;
});
afterEach(async () => {
  await real.close();
  rmSync(folder, { recursive: true });
});

/** The store, whose answers to a checkpoint are on their way until the test says so. */
function answerWhenTold() {
  const written: number[] = [];
  const answers: (() => void)[] = [];
  const saveCheckpoint: LabStore["saveCheckpoint"] = async (of, bytes, epochs) => {
    written.push(bytes[0]!);
    const isOurs = await real.saveCheckpoint(of, bytes, epochs);
    await new Promise<void>((resolve) => void answers.push(resolve));
    return isOurs;
  };
  const store = new Proxy(real, {
    get: (target, key, receiver) => (key === "saveCheckpoint" ? saveCheckpoint : Reflect.get(target, key, receiver)),
  });
  const answer = async (): Promise<void> => {
    while (answers.length === 0) await setTimeout(1);
    answers.shift()!();
  };
  return { store, written, answer };
}

test("a training waits for its checkpoint; where the store is away it goes on, and only its last one is written", async () => {
  const { store, written, answer } = answerWhenTold();
  const writer = new CheckpointWriter(store, lease, () => {});
  let isKept = false;
  const first = writer.push(Uint8Array.of(1), 1).then(() => (isKept = true));
  await setTimeout(50);
  expect(isKept).toBe(false);
  await answer();
  await first;

  const startMs = performance.now();
  await writer.push(Uint8Array.of(2), 2);
  expect(performance.now() - startMs).toBeGreaterThan(900);
  await writer.push(Uint8Array.of(3), 3);
  await writer.push(Uint8Array.of(4), 4);
  expect(performance.now() - startMs).toBeLessThan(1_500);
  await answer();
  await answer();
  await writer.flush();
  expect(written).toEqual([1, 2, 4]);
  expect(await real.readCheckpoint(lease.trialId)).toEqual(Uint8Array.of(4));

  // the store is back: the next one is waited for again
  const last = writer.push(Uint8Array.of(5), 5);
  expect(await Promise.race([last.then(() => "kept"), setTimeout(50, "waits")])).toBe("waits");
  await answer();
  await last;
});

test("a trial that is another's is told once, and nothing more is written", async () => {
  const { store, written, answer } = answerWhenTold();
  let lost = 0;
  const writer = new CheckpointWriter(store, lease, () => lost++);
  await real.takeTrial(lease.trialId, "test:2/0", null);
  const first = writer.push(Uint8Array.of(1), 1);
  await answer();
  await first;
  await writer.push(Uint8Array.of(2), 2);
  await writer.flush();
  expect({ lost, written, isLost: writer.isLost }).toEqual({ lost: 1, written: [1], isLost: true });
});
