import { expect } from "vitest";
import type { LabStore, Lease } from "../../src/store/store.ts";
import { hashOf } from "./hash-of.ts";
import { addExperiment, ENVIRONMENT, endNext, sampleOutcome, takeNext, uniqueBytes } from "./sample-trials.ts";
import type { StoreUnderTest } from "./store-under-test.ts";

/** All that a store says of one trial, to see that nothing has changed. */
async function snapshot(store: LabStore, trialId: number) {
  return {
    trial: await store.findTrial(trialId),
    metrics: await store.readMetrics([trialId]),
    result: await store.readResult(trialId),
    attempts: await store.listAttempts(trialId),
    checkpoint: await store.readCheckpoint(trialId),
  };
}

/** A late writer is refused everywhere, and leaves no trace, not even bytes. */
async function expectRefused(store: LabStore, lease: Lease): Promise<void> {
  const before = await snapshot(store, lease.trialId);
  const [weights, checkpoint] = [uniqueBytes(), uniqueBytes()];
  expect(await store.saveCheckpoint(lease, checkpoint, 9)).toBe(false);
  expect(await store.endTrial(lease, sampleOutcome({ weights, result: { late: true } }))).toBe(false);
  expect(await store.endTrial(lease, sampleOutcome({ status: "paused", checkpoint }))).toBe(false);
  expect(await store.releaseTrial(lease)).toBe(false);
  expect(await snapshot(store, lease.trialId)).toEqual(before);
  expect(await store.readBlob(hashOf(weights))).toBeNull();
  expect(await store.readBlob(hashOf(checkpoint))).toBeNull();
}

export function testLeases({ test }: StoreUnderTest): void {
  test("the ready trial with the lowest number is taken, and is running", async ({ store }) => {
    const { experiment, ids } = await addExperiment(store, 2);
    const before = Date.now();
    const { trial, lease, checkpoint } = await takeNext(store, experiment.id);
    expect(lease).toEqual({ trialId: ids[0], attempt: 1 });
    expect(checkpoint).toBeNull();
    expect(trial).toEqual(await store.findTrial(ids[0]!));
    expect(trial).toMatchObject({ number: 0, status: "running", attempts: 1, endedAt: null });
    expect(trial.startedAt!.getTime()).toBeGreaterThanOrEqual(before);
    const [attempt] = await store.listAttempts(ids[0]!);
    expect(attempt).toEqual({
      attempt: 1,
      worker: "ann:1/0",
      startedAt: attempt!.startedAt,
      endedAt: null,
      outcome: null,
      fromEpoch: 0,
      environment: ENVIRONMENT,
    });
    expect((await takeNext(store, experiment.id)).trial.number).toBe(1);
    expect(await store.takeNextTrial(experiment.id, "ann:1/0", ENVIRONMENT)).toBeNull();
  });

  test("a finished trial has its figures, its weights and its attempt's end", async ({ store }) => {
    const { experiment, ids } = await addExperiment(store, 1);
    const { lease, trial } = await takeNext(store, experiment.id);
    await store.saveCheckpoint(lease, uniqueBytes(), 1);
    const outcome = sampleOutcome({ keptEpoch: 1, result: { curves: [1, { b: 2, a: null }] } });
    expect(await store.endTrial(lease, outcome)).toBe(true);
    const ended = await store.findTrial(ids[0]!);
    expect(ended).toEqual({
      ...trial,
      status: "finished",
      epochs: 2,
      objective: 0.875,
      objectiveEpoch: 2,
      keptEpoch: 1,
      test: { loss: 0.3, accuracy: 0.85 },
      seconds: 1.5,
      weightsSha256: hashOf(outcome.weights!),
      checkpointSha256: null,
      endedAt: ended!.endedAt,
    });
    expect(ended!.endedAt!.getTime()).toBeGreaterThanOrEqual(trial.startedAt!.getTime());
    expect(await store.readBlob(ended!.weightsSha256!)).toEqual(outcome.weights);
    expect(await store.readCheckpoint(ids[0]!)).toBeNull();
    expect(await store.readResult(ids[0]!)).toEqual(outcome.result);
    expect((await store.readMetrics(ids)).get(ids[0]!)).toEqual({
      trainLoss: Float64Array.of(0.5, 0.25),
      validationAccuracy: Float64Array.of(0.75, 0.875),
    });
    expect(await store.listAttempts(ids[0]!)).toMatchObject([
      { attempt: 1, outcome: "finished", endedAt: ended!.endedAt },
    ]);
    await expectRefused(store, lease);
  });

  test("a failed trial has its diagnosis, and what it has not is null", async ({ store }) => {
    const { experiment, ids } = await addExperiment(store, 1);
    const nothing = { objective: null, test: null, weights: null, metrics: {}, epochs: 0 };
    await endNext(store, experiment.id, { ...nothing, status: "failed", diagnosis: "diverged in epoch 1" });
    expect(await store.findTrial(ids[0]!)).toMatchObject({ ...nothing2(), diagnosis: "diverged in epoch 1" });
    expect((await store.readMetrics(ids)).get(ids[0]!)).toEqual({});
    expect(await store.readResult(ids[0]!)).toBeNull();
  });

  test("a test loss may stand without an accuracy", async ({ store }) => {
    const { experiment, ids } = await addExperiment(store, 1);
    await endNext(store, experiment.id, { test: { loss: 0.5, accuracy: null } });
    expect((await store.findTrial(ids[0]!))?.test).toEqual({ loss: 0.5, accuracy: null });
  });

  test("a figure that is NaN is refused, and nothing is written", async ({ store }) => {
    const { experiment, ids } = await addExperiment(store, 1);
    const { lease } = await takeNext(store, experiment.id);
    const before = await snapshot(store, ids[0]!);
    for (const [name, changes] of [
      ["objective", { objective: Number.NaN }],
      ["test.loss", { test: { loss: Number.NaN, accuracy: 1 } }],
      ["test.accuracy", { test: { loss: 1, accuracy: Number.NaN } }],
      ["seconds", { seconds: Number.NaN }],
    ] as const) {
      await expect(store.endTrial(lease, sampleOutcome(changes))).rejects.toThrow(
        `Cannot end trial ${ids[0]}: its ${name} is NaN, should be a number, or null where there is none`,
      );
    }
    expect(await snapshot(store, ids[0]!)).toEqual(before);
  });

  test("a running trial can be taken over: the earlier worker is refused, the later one goes on", async ({ store }) => {
    const { experiment, ids } = await addExperiment(store, 1);
    const first = await takeNext(store, experiment.id);
    const checkpoint = uniqueBytes();
    await store.saveCheckpoint(first.lease, checkpoint, 3);
    const second = await store.takeTrial(ids[0]!, "bea:2/1", { host: "bea" });
    expect(second?.lease).toEqual({ trialId: ids[0], attempt: 2 });
    expect(second?.checkpoint).toEqual(checkpoint);
    expect(second?.trial).toMatchObject({ attempts: 2, epochs: 3, startedAt: first.trial.startedAt });
    expect(await store.listAttempts(ids[0]!)).toMatchObject([
      { attempt: 1, worker: "ann:1/0", outcome: "lost", endedAt: null, environment: ENVIRONMENT },
      { attempt: 2, worker: "bea:2/1", outcome: null, fromEpoch: 3, environment: { host: "bea" } },
    ]);
    await expectRefused(store, first.lease);
    expect(await store.endTrial(second!.lease, sampleOutcome())).toBe(true);
    await expectRefused(store, first.lease);
    await expectRefused(store, second!.lease);
  });

  test("a trial that is paused, final or gone is not taken", async ({ store }) => {
    const { experiment, ids } = await addExperiment(store, 5);
    for (const status of ["finished", "failed", "pruned", "paused"] as const)
      await endNext(store, experiment.id, { status });
    for (const id of ids.slice(0, 4)) expect(await store.takeTrial(id, "ann:1/0", ENVIRONMENT)).toBeNull();
    await store.removeTrials(experiment.id, [4]);
    expect(await store.takeTrial(ids[4]!, "ann:1/0", ENVIRONMENT)).toBeNull();
    expect(await store.findTrial(ids[0]!)).toMatchObject({ status: "finished", attempts: 1 });
  });

  test("a released trial is ready again and goes on from its checkpoint", async ({ store }) => {
    const { experiment, ids } = await addExperiment(store, 1);
    const { lease } = await takeNext(store, experiment.id);
    const checkpoint = uniqueBytes();
    await store.saveCheckpoint(lease, checkpoint, 4);
    expect(await store.releaseTrial(lease)).toBe(true);
    expect(await store.findTrial(ids[0]!)).toMatchObject({ status: "ready", epochs: 4, attempts: 1, endedAt: null });
    const [attempt] = await store.listAttempts(ids[0]!);
    expect(attempt).toMatchObject({ outcome: "stopped", fromEpoch: 0 });
    expect(attempt!.endedAt).toBeInstanceOf(Date);
    await expectRefused(store, lease);
    const again = await takeNext(store, experiment.id);
    expect(again.checkpoint).toEqual(checkpoint);
    expect(again.lease.attempt).toBe(2);
    expect((await store.listAttempts(ids[0]!)).map(({ outcome, fromEpoch }) => [outcome, fromEpoch])).toEqual([
      ["stopped", 0],
      [null, 4],
    ]);
  });

  test("trials of a runner that is gone are reclaimed: ready, checkpoints kept, late writers refused at once", async ({
    store,
  }) => {
    const { experiment, ids } = await addExperiment(store, 4);
    const [a, b] = [await takeNext(store, experiment.id), await takeNext(store, experiment.id)];
    const checkpoint = uniqueBytes();
    await store.saveCheckpoint(b.lease, checkpoint, 5);
    await endNext(store, experiment.id);
    expect(await store.reclaimTrials(experiment.id)).toEqual([0, 1]);
    expect((await store.listTrials(experiment.id)).map(({ status }) => status)).toEqual([
      "ready",
      "ready",
      "finished",
      "ready",
    ]);
    expect(await store.readCheckpoint(ids[1]!)).toEqual(checkpoint);
    expect(await store.listAttempts(ids[0]!)).toMatchObject([{ outcome: "lost", endedAt: null }]);
    await expectRefused(store, a.lease);
    await expectRefused(store, b.lease);
    expect(await store.reclaimTrials(experiment.id)).toEqual([]);
    const again = await takeNext(store, experiment.id);
    expect(again.lease).toEqual({ trialId: ids[0], attempt: 2 });
  });

  test("many who take at once never take the same", async ({ store }) => {
    const { experiment, ids } = await addExperiment(store, 60);
    const taken = await Promise.all(
      Array.from({ length: 70 }, (_, i) => store.takeNextTrial(experiment.id, `ann:1/${i}`, ENVIRONMENT)),
    );
    const got = taken.flatMap((one) => (one === null ? [] : [one.trial.id]));
    // One that finds only trials that others are just taking may come back with nothing; then it asks again.
    for (let next = await store.takeNextTrial(experiment.id, "ann:1/x", ENVIRONMENT); next !== null; ) {
      got.push(next.trial.id);
      next = await store.takeNextTrial(experiment.id, "ann:1/x", ENVIRONMENT);
    }
    expect(got.sort((x, y) => x - y)).toEqual(ids);
  });
}

function nothing2() {
  return {
    status: "failed",
    epochs: 0,
    objective: null,
    test: null,
    weightsSha256: null,
    checkpointSha256: null,
  };
}
