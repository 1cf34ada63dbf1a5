/** What a turn writes last is written last, however slow the store is. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { queueExperiment } from "../../../test/queue-experiment.ts";
import { openStore } from "../../store/open-store.ts";
import type { LabStore, TakenTrial, TrialOutcome } from "../../store/store.ts";
import { advanceExperiment } from "../advance-experiment.ts";
import { openExperiment } from "../open-experiment.ts";
import { TaskTurn } from "./task-attempt.ts";

let folder: string;
let real: LabStore;
let taken: TakenTrial;
let written: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "turn-"));
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
    async endTrial(...args) {
      const isOurs = await real.endTrial(...args);
      written.push("end");
      return isOurs;
    },
    async releaseTrial(...args) {
      const isOurs = await real.releaseTrial(...args);
      written.push("release");
      return isOurs;
    },
  };
}

const OUTCOME: TrialOutcome = {
  ...{ status: "finished", epochs: 1, metrics: {}, objective: null, objectiveEpoch: null, keptEpoch: null },
  ...{ test: null, seconds: 1, diagnosis: null, weights: null, checkpoint: null, result: { done: true } },
};

test("a checkpoint that is on its way when the trial ends is there before its end", async () => {
  const turn = new TaskTurn(slowStore(), taken, () => {});
  void turn.save(Uint8Array.of(1), 1);
  await turn.end(OUTCOME);
  expect(written).toEqual(["checkpoint", "end"]);
  expect(await real.findTrial(taken.trial.id)).toMatchObject({ status: "finished", checkpointSha256: null });
});

test("and before its release, for whoever goes on from it", async () => {
  const turn = new TaskTurn(slowStore(), taken, () => {});
  void turn.save(Uint8Array.of(1), 1);
  await turn.release();
  expect(written).toEqual(["checkpoint", "release"]);
  expect(await real.readCheckpoint(taken.trial.id)).toEqual(Uint8Array.of(1));
});
