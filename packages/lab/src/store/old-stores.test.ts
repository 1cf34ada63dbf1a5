import { copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { createDatabase } from "../../test/postgres-database.ts";
import { testWith } from "../../test/requirements.ts";
import { ENVIRONMENT, sampleOutcome } from "../../test/store-contract/sample-trials.ts";
import { OLD_SWEEP, writeOldSweep } from "./fixtures/old-sweep.ts";
import { makeMigrator } from "./migrate-store.ts";
import { migrations } from "./migrations/migrations.ts";
import { openStore } from "./open-store.ts";
import { openPostgres } from "./postgres/open-postgres.ts";
import { postgresKind } from "./postgres/postgres-kind.ts";
import { hashBytes } from "./records/blobs.ts";
import { sqliteKind } from "./sqlite/sqlite-kind.ts";
import type { LabStore } from "./store.ts";

const fixture = (name: string): string => join(import.meta.dirname, "fixtures", name);

/** The migrations that a file has had, without opening it as a store. */
function migrationsOf(file: string): unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database
      .prepare("select name from minibatch_migrations order by name")
      .all()
      .map(({ name }) => name);
  } finally {
    database.close();
  }
}

async function expectOldSweep(store: LabStore, priority: number): Promise<void> {
  const [experiment, ...others] = await store.listExperiments();
  expect(others).toEqual([]);
  expect(experiment).toEqual({
    id: 1,
    name: "old-sweep",
    spec: OLD_SWEEP.spec,
    specSha256: "ab".repeat(32),
    data: { "train.gz": "cd".repeat(32) },
    synthetic: false,
    codeVersion: "0.1.0",
    objective: { metric: "validationAccuracy", goal: "max" },
    expectedTrials: 4,
    createdAt: new Date(OLD_SWEEP.createdAt),
    priority,
    cancelled: false,
    counts: { ready: 1, running: 1, paused: 0, finished: 1, failed: 1, pruned: 0, cancelled: 0 },
    best: { objective: 0.875, trial: 0, objectiveEpoch: null, keptEpoch: null },
    seconds: 1.75,
  });
  const [finished, failed, halfDone, ready] = await store.listTrials(1);
  expect(finished).toEqual({
    id: finished!.id,
    experimentId: 1,
    number: 0,
    configuration: 0,
    repeat: 0,
    parameters: { zeta: 0, alpha: "relu" },
    seed: 20,
    task: null,
    untilEpoch: 3,
    thresholds: null,
    status: "finished",
    attempts: 1,
    epochs: 3,
    objective: 0.875,
    objectiveEpoch: null,
    keptEpoch: null,
    test: { loss: 0.3, accuracy: 0.85 },
    seconds: 1.5,
    diagnosis: null,
    weightsSha256: hashBytes(OLD_SWEEP.weights),
    checkpointSha256: null,
    startedAt: new Date(OLD_SWEEP.startedAt),
    endedAt: new Date(OLD_SWEEP.endedAt),
  });
  expect(failed).toMatchObject({ status: "failed", diagnosis: OLD_SWEEP.diagnosis, objective: null, test: null });
  expect(halfDone).toMatchObject({ status: "running", epochs: 2, endedAt: null });
  expect(ready).toMatchObject({ status: "ready", attempts: 0, startedAt: null });
  expect(await store.readBlob(finished!.weightsSha256!)).toEqual(OLD_SWEEP.weights);
  expect(await store.readCheckpoint(halfDone!.id)).toEqual(OLD_SWEEP.checkpoint);
  const metrics = (await store.readMetrics([finished!.id])).get(finished!.id)!;
  expect(
    Object.fromEntries(Object.entries(metrics).map(([name, values]) => [name, [...(values as Float64Array)]])),
  ).toEqual(OLD_SWEEP.metrics);
  expect(await store.listAttempts(finished!.id)).toEqual([
    {
      attempt: 1,
      worker: OLD_SWEEP.worker,
      startedAt: new Date(OLD_SWEEP.startedAt),
      endedAt: new Date(OLD_SWEEP.endedAt),
      outcome: "finished",
      fromEpoch: 0,
      environment: OLD_SWEEP.environment,
    },
  ]);
  expect(await store.listEnvironments(1)).toEqual([OLD_SWEEP.environment]);
}

/** The half-done trial goes on from its checkpoint, as if nothing had been migrated. */
async function expectItGoesOn(store: LabStore): Promise<void> {
  expect(await store.reclaimTrials(1)).toEqual([2]);
  const taken = await store.takeNextTrial(1, "bea:1/0", ENVIRONMENT);
  expect(taken).toMatchObject({ checkpoint: OLD_SWEEP.checkpoint, trial: { number: 2 }, lease: { attempt: 2 } });
  expect(await store.listAttempts(taken!.trial.id)).toMatchObject([
    { outcome: "lost", fromEpoch: 0 },
    { outcome: null, fromEpoch: 2 },
  ]);
  expect(await store.endTrial(taken!.lease, sampleOutcome())).toBe(true);
  expect(await store.cancelExperiment(1)).toBe(1);
}

describe("stores of earlier versions", () => {
  for (const [name, made, priority] of [
    ["store-001.sqlite", ["001-first-schema"], 0],
    ["store-002.sqlite", ["001-first-schema", "002-cancel-and-priority"], 5],
    ["store-004.sqlite", ["001-first-schema", "002-cancel-and-priority", "003-kept-epoch", "004-seals"], 5],
  ] as const) {
    test(`${name} opens, gives its figures and goes on`, async () => {
      const file = join(mkdtempSync(join(tmpdir(), "old-store-")), name);
      copyFileSync(fixture(name), file);
      expect(migrationsOf(file)).toEqual(made);
      for (const create of [false, true]) {
        const store = await openStore(file, { create });
        await expectOldSweep(store, priority);
        await store.close();
      }
      const store = await openStore(file);
      await expectItGoesOn(store);
      await store.close();
      expect(migrationsOf(file)).toEqual(Object.keys(migrations(sqliteKind)));
    });
  }

  testWith("postgres", "a database of version 001 does on Postgres", async (serverUrl) => {
    const { url, drop } = await createDatabase(serverUrl);
    try {
      const db = openPostgres(url);
      expect((await makeMigrator(db, postgresKind).migrateTo("001-first-schema")).error).toBeUndefined();
      await writeOldSweep(db);
      await db.destroy();
      const store = await openStore(url, { create: false });
      await expectOldSweep(store, 0);
      await expectItGoesOn(store);
      await store.close();
    } finally {
      await drop();
    }
  });
});
