/** What an attempt writes last is written last, however slow the store is. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { queueExperiment } from "../../test/queue-experiment.ts";
import { openStore } from "../store/open-store.ts";
import type { LabStore, TakenTrial } from "../store/store.ts";
import type { TaskMessage } from "../training/thread-messages.ts";
import type { TrainingThread } from "../training/thread-pool.ts";
import { advanceExperiment } from "./advance-experiment.ts";
import { openExperiment } from "./open-experiment.ts";
import { sweepAttempt } from "./sweep-attempt.ts";
import { trainAttempt } from "./train-attempt.ts";

let folder: string;
let real: LabStore;
let taken: TakenTrial;
let written: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "attempt-"));
  real = await openStore(join(folder, "lab.sqlite"));
  written = [];
  const spec = queueExperiment();
  const experiment = await openExperiment(real, spec, { source: "file", sha256: { small: "0".repeat(64) } });
  await real.transaction((inside) => advanceExperiment(inside, experiment, spec));
  taken = (await real.takeNextTrial(experiment.id, "test:1/0", null))!;
});
afterEach(async () => {
  await real.close();
  rmSync(folder, { recursive: true });
});

/** The store, which takes its time for a checkpoint. */
function slowStore(): LabStore {
  return {
    ...real,
    place: real.place,
    async saveCheckpoint(...args) {
      await setTimeout(50);
      const isOurs = await real.saveCheckpoint(...args);
      written.push("checkpoint");
      return isOurs;
    },
  };
}

/** A thread whose task tells this, and does not wait for what becomes of it. */
function threadOf(messages: readonly TaskMessage[]): TrainingThread {
  return {
    async *run() {
      yield* messages;
    },
    stop() {},
  };
}

function attemptOf(end: TaskMessage, lost: AbortSignal = new AbortController().signal) {
  const attempt = {
    ...sweepAttempt(taken, queueExperiment(), null),
    describeTask: () => ({ kind: "count", id: "count" }),
    lost,
  };
  const thread = threadOf([{ kind: "checkpoint", bytes: Uint8Array.of(1), epochs: 1 }, end]);
  return trainAttempt(attempt, { store: slowStore(), thread, onProgress() {} });
}

test("a checkpoint that is on its way when the trial ends is there before its end", async () => {
  const end = await attemptOf({ kind: "done", result: "well", weights: null });
  expect(written).toEqual(["checkpoint"]);
  expect(end).toMatchObject({ kind: "ended", outcome: { status: "finished" }, result: "well", failure: null });
});

test("and when it is stopped, for whoever goes on from it", async () => {
  expect(await attemptOf({ kind: "stopped" })).toEqual({ kind: "stopped" });
  expect(written).toEqual(["checkpoint"]);
  expect(await real.readCheckpoint(taken.trial.id)).toEqual(Uint8Array.of(1));
});

test("a trial whose lease no longer counts is lost, however its training ended", async () => {
  await real.takeTrial(taken.trial.id, "test:2/0", null);
  expect(await attemptOf({ kind: "done", result: "late", weights: null })).toEqual({ kind: "lost" });
  expect(await attemptOf({ kind: "stopped" })).toEqual({ kind: "lost" });
});

test("a description that cannot be used fails the trial, with its reason", async () => {
  const spec = queueExperiment();
  const broken = { ...spec, optimizer: { kind: "sgd", learningRate: -1 }, parameters: {} } as typeof spec;
  const attempt = sweepAttempt({ ...taken, trial: { ...taken.trial, parameters: {} } }, broken, null);
  const end = await trainAttempt(attempt, { store: real, thread: threadOf([]), onProgress() {} });
  expect(end).toMatchObject({ kind: "ended", outcome: { status: "failed", weights: null, objective: null } });
  expect(end).toMatchObject({ outcome: { diagnosis: expect.stringMatching(/learningRate.*-1/) } });
});

test("one that was stopped because it is another worker's by now is lost", async () => {
  expect(await attemptOf({ kind: "stopped" }, AbortSignal.abort())).toEqual({ kind: "lost" });
});
