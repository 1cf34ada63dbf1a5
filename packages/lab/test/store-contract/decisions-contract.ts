import { expect } from "vitest";
import { UsageError } from "../../src/errors.ts";
import type { LabStore } from "../../src/store/store.ts";
import { hashOf } from "./hash-of.ts";
import {
  addExperiment,
  ENVIRONMENT,
  endNext,
  sampleOutcome,
  sampleTrials,
  takeNext,
  uniqueBytes,
} from "./sample-trials.ts";
import type { StoreUnderTest } from "./store-under-test.ts";

const paused = (checkpoint: Uint8Array) => ({ status: "paused", checkpoint, objective: null, weights: null }) as const;

async function statuses(store: LabStore, experimentId: number): Promise<string[]> {
  return (await store.listTrials(experimentId)).map(({ status }) => status);
}

export function testDecisions({ test }: StoreUnderTest): void {
  test("a paused trial waits with its checkpoint, and promoted goes on from it", async ({ store }) => {
    const { experiment, ids } = await addExperiment(store, 2);
    const checkpoint = uniqueBytes();
    const { lease } = await endNext(store, experiment.id, { ...paused(checkpoint), metrics: { a: [1], b: [2] } });
    expect(await store.findTrial(ids[0]!)).toMatchObject({ status: "paused", epochs: 2, endedAt: null });
    expect(await store.readCheckpoint(ids[0]!)).toEqual(checkpoint);
    expect(await store.listAttempts(ids[0]!)).toMatchObject([{ outcome: "paused" }]);
    expect(await store.saveCheckpoint(lease, uniqueBytes(), 3)).toBe(false);

    await store.promoteTrials(experiment.id, [{ number: 0, untilEpoch: 30 }]);
    expect(await store.findTrial(ids[0]!)).toMatchObject({ status: "ready", untilEpoch: 30, epochs: 2 });
    expect(await store.findTrial(ids[1]!)).toMatchObject({ status: "ready", untilEpoch: 10 });
    const again = await takeNext(store, experiment.id);
    expect(again.lease).toEqual({ trialId: ids[0], attempt: 2 });
    expect(again.checkpoint).toEqual(checkpoint);
    // figures of the whole training take the place of those so far
    await store.endTrial(again.lease, sampleOutcome({ epochs: 3, metrics: { a: [1, 3, 4] }, result: [1] }));
    expect((await store.readMetrics([ids[0]!])).get(ids[0]!)).toEqual({ a: Float64Array.of(1, 3, 4) });
    expect(await store.readBlob(hashOf(checkpoint))).toBeNull();
  });

  test("promotions go to different epochs, and only to paused trials", async ({ store }) => {
    const { experiment } = await addExperiment(store, 5);
    for (let i = 0; i < 3; i++) await endNext(store, experiment.id, paused(uniqueBytes()));
    await endNext(store, experiment.id);
    await store.promoteTrials(
      experiment.id,
      [0, 1, 3, 4].map((number) => ({ number, untilEpoch: number === 1 ? 90 : 30 })),
    );
    expect((await store.listTrials(experiment.id)).map(({ status, untilEpoch }) => [status, untilEpoch])).toEqual([
      ["ready", 30],
      ["ready", 90],
      ["paused", 10],
      ["finished", 10],
      ["ready", 10],
    ]);
  });

  test("pruned trials are final, say why, and leave no checkpoint", async ({ store }) => {
    const { experiment, ids } = await addExperiment(store, 4);
    const [first, shared] = [uniqueBytes(), uniqueBytes()];
    await endNext(store, experiment.id, paused(first));
    await endNext(store, experiment.id, paused(shared));
    await endNext(store, experiment.id, paused(shared));
    await store.pruneTrials(experiment.id, [0, 1, 3], "worse than half of its rung");
    expect(await statuses(store, experiment.id)).toEqual(["pruned", "pruned", "paused", "ready"]);
    const pruned = await store.findTrial(ids[0]!);
    expect(pruned).toMatchObject({ diagnosis: "worse than half of its rung", checkpointSha256: null, epochs: 2 });
    expect(pruned?.endedAt).toBeInstanceOf(Date);
    expect(await store.readBlob(hashOf(first))).toBeNull();
    expect(await store.readCheckpoint(ids[2]!)).toEqual(shared);
    expect(await store.findTrial(ids[3]!)).toMatchObject({ diagnosis: null, endedAt: null });
  });

  test("cancelling ends what waits at once, and what runs when it asks", async ({ store }) => {
    const { experiment, ids } = await addExperiment(store, 7);
    const checkpoint = uniqueBytes();
    await endNext(store, experiment.id);
    await endNext(store, experiment.id, paused(checkpoint));
    const asks = await takeNext(store, experiment.id);
    const pauses = await takeNext(store, experiment.id);
    const finishes = await takeNext(store, experiment.id);
    await store.saveCheckpoint(asks.lease, checkpoint, 1);
    expect(await store.cancelExperiment(experiment.id)).toBe(3);
    expect((await store.findExperimentById(experiment.id))?.cancelled).toBe(true);
    expect(await statuses(store, experiment.id)).toEqual([
      "finished",
      "cancelled",
      "running",
      "running",
      "running",
      "cancelled",
      "cancelled",
    ]);
    const late = uniqueBytes();
    expect(await store.saveCheckpoint(asks.lease, late, 2)).toBe(false);
    expect(await store.readBlob(hashOf(late))).toBeNull();
    expect(await store.releaseTrial(asks.lease)).toBe(true);
    expect(await store.endTrial(pauses.lease, sampleOutcome(paused(late)))).toBe(true);
    expect(await store.endTrial(finishes.lease, sampleOutcome())).toBe(true);
    expect(await statuses(store, experiment.id)).toEqual([
      "finished",
      "cancelled",
      "cancelled",
      "cancelled",
      "finished",
      "cancelled",
      "cancelled",
    ]);
    for (const id of ids) expect((await store.findTrial(id))?.endedAt).toBeInstanceOf(Date);
    expect(await store.takeNextTrial(experiment.id, "ann:1/0", ENVIRONMENT)).toBeNull();
    expect(await store.takeTrial(ids[5]!, "ann:1/0", ENVIRONMENT)).toBeNull();
    expect(await store.cancelExperiment(experiment.id)).toBe(0);

    await expect(store.addTrials(experiment.id, sampleTrials(9).slice(8))).rejects.toThrow(UsageError);
    await expect(store.addTrials(experiment.id, sampleTrials(9).slice(8))).rejects.toThrow(
      `Cannot add trials to ${experiment.name}: it is cancelled; run its sweep again to revive it`,
    );
    expect(await store.reviveExperiment(experiment.id)).toBe(5);
    expect((await store.findExperimentById(experiment.id))?.cancelled).toBe(false);
    expect(await statuses(store, experiment.id)).toEqual([
      "finished",
      "ready",
      "ready",
      "ready",
      "finished",
      "ready",
      "ready",
    ]);
    const revived = await takeNext(store, experiment.id);
    expect(revived).toMatchObject({ checkpoint, lease: { trialId: ids[1], attempt: 2 } });
    expect(revived.trial.endedAt).toBeNull();
    expect((await takeNext(store, experiment.id)).checkpoint).toEqual(checkpoint);
    expect((await takeNext(store, experiment.id)).checkpoint).toEqual(late);
    await store.addTrials(experiment.id, sampleTrials(9).slice(8));
    expect(await store.reviveExperiment(experiment.id)).toBe(0);
  });

  test("a cancelled trial whose worker died is cancelled by whoever is handed it, or by the next runner", async ({
    store,
  }) => {
    const { experiment, ids } = await addExperiment(store, 2);
    const dead = await takeNext(store, experiment.id);
    await takeNext(store, experiment.id);
    await store.cancelExperiment(experiment.id);
    expect(await store.takeTrial(ids[0]!, "bea:1/0", ENVIRONMENT)).toBeNull();
    expect(await statuses(store, experiment.id)).toEqual(["cancelled", "running"]);
    expect(await store.listAttempts(ids[0]!)).toMatchObject([{ outcome: "lost" }]);
    expect(await store.endTrial(dead.lease, sampleOutcome())).toBe(false);
    expect(await store.reclaimTrials(experiment.id)).toEqual([1]);
    expect(await statuses(store, experiment.id)).toEqual(["cancelled", "cancelled"]);
  });
}
