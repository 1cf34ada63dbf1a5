import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addExperiment } from "../../../test/store-contract/sample-trials.ts";
import { testStoreContract } from "../../../test/store-contract.ts";
import { UsageError } from "../../errors.ts";
import { openStore } from "../open-store.ts";
import type { LabStore } from "../store.ts";

describe("the contract on SQLite", () => {
  const folder = mkdtempSync(join(tmpdir(), "store-"));
  const file = join(folder, "lab.sqlite");
  let store: LabStore;
  beforeAll(async () => {
    store = await openStore(file);
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const sql = async (text: string) => {
    const database = new DatabaseSync(file);
    try {
      return database
        .prepare(text)
        .all()
        .map((row) => ({ ...row }));
    } finally {
      database.close();
    }
  };
  testStoreContract({
    test: (title, body, timeoutMs = 60_000) =>
      test(title, { timeout: timeoutMs }, () =>
        body({ store, sql, openTolerant: (onDamage) => openStore(file, { onDamage }) }),
      ),
  });

  test("a long row of operations does not keep timers and interrupts waiting", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    for (const startMs = performance.now(); performance.now() - startMs < 200; ) await store.findTrial(1);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(2);
  });

  test("two stores of one file in one process wait for each other, and the process goes on", async () => {
    const other = await openStore(file);
    const { experiment } = await addExperiment(store, 0);
    const add = (to: LabStore) =>
      to.transaction(async (inside) => {
        const { priority } = (await inside.findExperimentById(experiment.id))!;
        await setTimeout(1);
        await inside.setPriority(experiment.id, priority + 1);
      });
    await Promise.all(Array.from({ length: 20 }, (_, i) => add(i % 2 === 0 ? store : other)));
    expect((await store.findExperimentById(experiment.id))?.priority).toBe(20);
    await other.close();
  });

  test("there is no queue in a file", async () => {
    await expect(store.executeSql("select 1")).rejects.toThrow(UsageError);
    await expect(store.transaction((inside) => inside.executeSql("select 1"))).rejects.toThrow(
      "Cannot queue trials in a SQLite file: workers on several machines need a server; give --store postgres://...",
    );
  });
});
