import { expect } from "vitest";
import { InputError, UsageError } from "../../src/errors.ts";
import { addExperiment, endNext, sampleExperiment, sampleOutcome, takeNext } from "./sample-trials.ts";
import type { StoreUnderTest } from "./store-under-test.ts";

export function testExperiments({ test }: StoreUnderTest): void {
  test("an experiment comes back as it was given, keys in their order", async ({ store }) => {
    const given = sampleExperiment({
      spec: { kind: "sweep", zeta: 1, alpha: { b: [0.1, 1e-300, "é\u{1f600}'\""], a: null } } as { kind: string },
      synthetic: true,
      objective: { metric: "trainLoss", goal: "min" },
      expectedTrials: 2000,
    });
    const before = Date.now();
    const made = await store.createExperiment(given);
    expect(made).toEqual({
      ...given,
      id: made.id,
      createdAt: made.createdAt,
      priority: 0,
      cancelled: false,
    });
    expect(made.createdAt.getTime()).toBeGreaterThanOrEqual(before);
    expect(made.createdAt.getTime()).toBeLessThanOrEqual(Date.now());
    expect(JSON.stringify((await store.findExperiment(given.name))?.spec)).toBe(JSON.stringify(given.spec));
    expect(await store.findExperiment(given.name)).toEqual(made);
    expect(await store.findExperimentById(made.id)).toEqual(made);
  });

  test("what is not there is null, and told when it should be changed", async ({ store }) => {
    expect(await store.findExperiment("nobody's")).toBeNull();
    expect(await store.findExperimentById(987654)).toBeNull();
    for (const change of [
      () => store.setPriority(987654, 1),
      () => store.cancelExperiment(987654),
      () => store.reviveExperiment(987654),
      () => store.removeExperiment(987654),
      () => store.removeTrials(987654, [0]),
      () => store.summarizeExperiment(987654),
      () => store.reclaimTrials(987654),
      () => store.lockExperiment(987654),
      () => store.addTrials(987654, []),
    ]) {
      await expect(change()).rejects.toThrow(InputError);
      await expect(change()).rejects.toThrow(
        /^Cannot find experiment 987654 in .*: it has been removed; minibatch runs/,
      );
    }
  });

  test("a name is taken once", async ({ store }) => {
    const given = sampleExperiment();
    const made = await store.createExperiment(given);
    const again = store.createExperiment({ ...given, codeVersion: "9.9.9" });
    await expect(again).rejects.toThrow(UsageError);
    await expect(again).rejects.toThrow(`Cannot create the experiment ${given.name}: `);
    expect(await store.findExperiment(given.name)).toEqual(made);
  });

  test("experiments are listed newest first, with a count for every status", async ({ store }) => {
    const { experiment: first } = await addExperiment(store, 3);
    const { experiment: empty } = await addExperiment(store, 0);
    await endNext(store, first.id, { seconds: 1.25 });
    await endNext(store, first.id, { status: "failed", objective: null, seconds: 0.5, diagnosis: "diverged" });
    const [newest, older] = await store.listExperiments();
    const none = { ready: 0, running: 0, paused: 0, finished: 0, failed: 0, pruned: 0, cancelled: 0 };
    expect(newest).toEqual({ ...empty, counts: none, best: null, seconds: 0 });
    expect(older).toEqual({
      ...first,
      counts: { ...none, ready: 1, finished: 1, failed: 1 },
      best: { objective: 0.875, trial: 0, objectiveEpoch: 2, keptEpoch: 2 },
      seconds: 1.75,
    });
    expect(await store.summarizeExperiment(first.id)).toEqual(older);
    await takeNext(store, first.id);
    expect((await store.summarizeExperiment(first.id)).counts).toEqual({ ...none, running: 1, finished: 1, failed: 1 });
  });

  for (const [goal, best] of [
    ["max", { objective: 0.75, trial: 1, objectiveEpoch: 2, keptEpoch: 1 }],
    ["min", { objective: 0.25, trial: 2, objectiveEpoch: 2, keptEpoch: 1 }],
  ] as const) {
    test(`the best trial (${goal}) is a finished one, of equals the first`, async ({ store }) => {
      const { experiment } = await addExperiment(store, 6, { objective: { metric: "m", goal } });
      await endNext(store, experiment.id, { status: "pruned", objective: goal === "max" ? 0.9 : 0.1 });
      for (const objective of [0.75, 0.25, 0.75, 0.25])
        await endNext(store, experiment.id, { objective, keptEpoch: 1 });
      await endNext(store, experiment.id, { objective: null });
      expect((await store.summarizeExperiment(experiment.id)).best).toEqual(best);
      expect((await store.listExperiments()).find(({ id }) => id === experiment.id)?.best).toEqual(best);
    });
  }

  test("a priority is kept", async ({ store }) => {
    const { experiment } = await addExperiment(store, 0);
    await store.setPriority(experiment.id, -7);
    expect(await store.findExperimentById(experiment.id)).toEqual({ ...experiment, priority: -7 });
  });

  test("environments of an experiment are told once each, the first first", async ({ store }) => {
    const { experiment } = await addExperiment(store, 3);
    for (const cores of [8, 2, 8]) {
      const taken = await store.takeNextTrial(experiment.id, "ann:1/0", { cores, host: "ann" });
      await store.endTrial(taken!.lease, sampleOutcome());
    }
    expect(await store.listEnvironments(experiment.id)).toEqual([
      { cores: 8, host: "ann" },
      { cores: 2, host: "ann" },
    ]);
    const { experiment: other } = await addExperiment(store, 1);
    expect(await store.listEnvironments(other.id)).toEqual([]);
  });
}
