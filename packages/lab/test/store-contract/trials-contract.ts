import { expect } from "vitest";
import { addExperiment, endNext, sampleTrials, takeNext } from "./sample-trials.ts";
import type { StoreUnderTest } from "./store-under-test.ts";

export function testTrials({ test }: StoreUnderTest): void {
  test("trials come back as they were given, by id and by number", async ({ store }) => {
    const { experiment } = await addExperiment(store, 0);
    const plain = sampleTrials(1)[0]!;
    const full = {
      ...plain,
      number: 7,
      configuration: 3,
      repeat: 1,
      parameters: { zeta: 1e-7, alpha: null, flag: true, name: "Adam's" },
      seed: Number.MAX_SAFE_INTEGER,
      task: { kind: "train", z: [1, { b: 2, a: 3 }] },
      thresholds: [null, 0.125, null],
    };
    const ids = await store.addTrials(experiment.id, [full, plain]);
    const fresh = {
      experimentId: experiment.id,
      status: "ready",
      attempts: 0,
      epochs: 0,
      objective: null,
      objectiveEpoch: null,
      keptEpoch: null,
      test: null,
      seconds: 0,
      diagnosis: null,
      weightsSha256: null,
      checkpointSha256: null,
      startedAt: null,
      endedAt: null,
    };
    expect(await store.findTrial(ids[0]!)).toEqual({ ...full, ...fresh, id: ids[0] });
    expect(await store.findTrialByNumber(experiment.id, 0)).toEqual({ ...plain, ...fresh, id: ids[1] });
    const found = await store.findTrial(ids[0]!);
    expect(JSON.stringify([found?.parameters, found?.task])).toBe(JSON.stringify([full.parameters, full.task]));
    expect(await store.findTrial(987654321)).toBeNull();
    expect(await store.findTrialByNumber(experiment.id, 1)).toBeNull();
  });

  test("ids are in the order of the trials, many at once", async ({ store }) => {
    const { experiment } = await addExperiment(store, 0);
    const trials = sampleTrials(1234).reverse();
    const ids = await store.addTrials(experiment.id, trials);
    expect(new Set(ids).size).toBe(1234);
    const numbers = new Map((await store.listTrials(experiment.id)).map(({ id, number }) => [id, number]));
    expect(ids.map((id) => numbers.get(id))).toEqual(trials.map(({ number }) => number));
    expect(await store.addTrials(experiment.id, [])).toEqual([]);
  });

  test("a number is given once in an experiment: else none is added", async ({ store }) => {
    const { experiment } = await addExperiment(store, 2);
    const { experiment: other } = await addExperiment(store, 2);
    await expect(store.addTrials(experiment.id, sampleTrials(250).reverse())).rejects.toThrow(/unique/i);
    expect(await store.listTrials(experiment.id)).toHaveLength(2);
    expect(await store.listTrials(other.id)).toHaveLength(2);
  });

  test("trials are listed by number, and in pages", async ({ store }) => {
    const { experiment } = await addExperiment(store, 7);
    const numbers = async (query?: Parameters<typeof store.listTrials>[1]) =>
      (await store.listTrials(experiment.id, query)).map(({ number }) => number);
    expect(await numbers()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(await numbers({ limit: 3 })).toEqual([0, 1, 2]);
    expect(await numbers({ limit: 3, offset: 5 })).toEqual([5, 6]);
    expect(await numbers({ offset: 4 })).toEqual([4, 5, 6]);
    expect(await numbers({ limit: 0 })).toEqual([]);
    expect(await numbers({ configuration: 1 })).toEqual([2, 3]);
    await endNext(store, experiment.id);
    await takeNext(store, experiment.id);
    expect(await numbers({ status: ["finished"] })).toEqual([0]);
    expect(await numbers({ status: ["running", "finished"] })).toEqual([0, 1]);
    expect(await numbers({ status: ["ready"], configuration: 1, limit: 1 })).toEqual([2]);
    expect(await numbers({ status: [] })).toEqual([]);
  });

  for (const [goal, order] of [
    ["max", [3, 0, 2, 1, 4, 5]],
    ["min", [1, 0, 2, 3, 4, 5]],
  ] as const) {
    test(`ordered by objective (${goal}) the best come first, those without one last, in pages too`, async ({
      store,
    }) => {
      const { experiment } = await addExperiment(store, 6, { objective: { metric: "m", goal } });
      for (const objective of [0, -1e-300, 0, Number.POSITIVE_INFINITY, null]) {
        await endNext(store, experiment.id, { objective });
      }
      const numbers = async (limit?: number, offset?: number) =>
        (
          await store.listTrials(experiment.id, {
            order: "objective",
            ...(limit === undefined ? {} : { limit }),
            ...(offset === undefined ? {} : { offset }),
          })
        ).map(({ number }) => number);
      expect(await numbers()).toEqual(order);
      for (let limit = 0; limit <= 7; limit++) {
        for (let offset = 0; offset <= 7; offset++) {
          expect(await numbers(limit, offset)).toEqual(order.slice(offset, offset + limit));
        }
      }
      expect(await numbers(undefined, 3)).toEqual(order.slice(3));
      const finished = { order: "objective", status: ["finished"], configuration: 1 } as const;
      expect((await store.listTrials(experiment.id, finished)).map(({ number }) => number)).toEqual(
        order.filter((number) => number === 2 || number === 3),
      );
    });
  }
}
