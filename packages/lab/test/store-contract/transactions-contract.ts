import { expect } from "vitest";
import { hashOf } from "./hash-of.ts";
import { addExperiment, sampleExperiment, sampleOutcome, sampleTrials, takeNext } from "./sample-trials.ts";
import type { StoreUnderTest } from "./store-under-test.ts";

export function testTransactions({ test }: StoreUnderTest): void {
  test("a transaction is committed whole, and gives what its work gives", async ({ store }) => {
    const given = sampleExperiment();
    const ids = await store.transaction(async (inside) => {
      expect(inside.place).toBe(store.place);
      const { id } = await inside.createExperiment(given);
      return inside.addTrials(id, sampleTrials(3));
    });
    const found = await store.findExperiment(given.name);
    expect((await store.listTrials(found!.id)).map(({ id }) => id)).toEqual(ids);
  });

  test("a transaction that throws leaves nothing, of any method", async ({ store, sql }) => {
    const { experiment, ids } = await addExperiment(store, 3);
    const { lease } = await takeNext(store, experiment.id);
    const tables = ["experiments", "trials", "metrics", "results", "attempts", "environments", "blobs"];
    const contents = async () => {
      const all: string[][] = [];
      // sorted: Postgres moves a row that is changed and changed back
      for (const table of tables)
        all.push((await sql(`select * from ${table}`)).map((row) => JSON.stringify(row)).sort());
      return all;
    };
    const before = await contents();
    const outcome = sampleOutcome({ result: 1 });
    const cause = new Error("changed my mind");
    const work = store.transaction(async (inside) => {
      await inside.createExperiment(sampleExperiment());
      await inside.addTrials(experiment.id, sampleTrials(4).slice(3));
      expect(await inside.saveCheckpoint(lease, Uint8Array.of(1, 2, 3), 1)).toBe(true);
      expect(await inside.endTrial(lease, outcome)).toBe(true);
      expect(await inside.takeNextTrial(experiment.id, "ann:2/0", { new: "environment" })).not.toBeNull();
      await inside.setPriority(experiment.id, 5);
      await inside.removeTrials(experiment.id, [2]);
      await inside.cancelExperiment(experiment.id);
      expect(await inside.findTrial(ids[0]!)).toMatchObject({ status: "finished" });
      throw cause;
    });
    await expect(work).rejects.toBe(cause);
    expect(await contents()).toEqual(before);
    expect(await store.readBlob(hashOf(outcome.weights!))).toBeNull();
    // and the store goes on
    expect(await store.endTrial(lease, outcome)).toBe(true);
  });

  test("a transaction is not nested, and does not close the store", async ({ store }) => {
    await expect(store.transaction((inside) => inside.transaction(async () => {}))).rejects.toThrow(
      "Cannot begin a transaction in a transaction: call the methods on it",
    );
    await expect(store.transaction((inside) => inside.close())).rejects.toThrow(
      "Cannot close the store in a transaction",
    );
    expect(await store.findExperiment("nobody's")).toBeNull();
  });

  test("who locks an experiment decides alone", async ({ store }) => {
    const { experiment } = await addExperiment(store, 0);
    await Promise.all(
      Array.from({ length: 20 }, () =>
        store.transaction(async (inside) => {
          await inside.lockExperiment(experiment.id);
          const { priority } = (await inside.findExperimentById(experiment.id))!;
          await inside.setPriority(experiment.id, priority + 1);
        }),
      ),
    );
    expect((await store.findExperimentById(experiment.id))?.priority).toBe(20);
  });

  test("an ending and a cancellation at once leave no trial that nothing wakes", async ({ store }) => {
    for (let round = 0; round < 10; round++) {
      const { experiment } = await addExperiment(store, 3);
      const taken = [await takeNext(store, experiment.id), await takeNext(store, experiment.id)];
      await Promise.all([
        ...taken.map(({ lease }) =>
          store.endTrial(lease, sampleOutcome({ status: "paused", checkpoint: Uint8Array.of(round) })),
        ),
        store.cancelExperiment(experiment.id),
      ]);
      const { counts } = await store.summarizeExperiment(experiment.id);
      expect([counts.cancelled, counts.paused, counts.running, counts.ready]).toEqual([3, 0, 0, 0]);
    }
  });
}
