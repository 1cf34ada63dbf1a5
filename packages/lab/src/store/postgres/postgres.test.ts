import pg from "pg";
import { afterAll, describe, expect } from "vitest";
import { openCuttableServer } from "../../../test/cuttable-server.ts";
import { createDatabase, type PostgresDatabase } from "../../../test/postgres-database.ts";
import { testWith } from "../../../test/requirements.ts";
import {
  addExperiment,
  ENVIRONMENT,
  sampleOutcome,
  takeNext,
  uniqueBytes,
} from "../../../test/store-contract/sample-trials.ts";
import { testStoreContract } from "../../../test/store-contract.ts";
import { InputError, OutputError } from "../../errors.ts";
import { migrations } from "../migrations/migrations.ts";
import { openStore } from "../open-store.ts";
import type { LabStore } from "../store.ts";
import { isConnectionError } from "./connection-error.ts";
import { postgresKind } from "./postgres-kind.ts";

/** Made when the first test finds a server; the tests of this file share it. */
let database: Promise<PostgresDatabase> | undefined;
const open: LabStore[] = [];
let client: pg.Client | undefined;

async function openLab(serverUrl: string): Promise<{ url: string; store: LabStore }> {
  database ??= createDatabase(serverUrl);
  const { url } = await database;
  if (open.length === 0) open.push(await openStore(url));
  return { url, store: open[0]! };
}

async function openAnother(url: string): Promise<LabStore> {
  const store = await openStore(url);
  open.push(store);
  return store;
}

async function sql(text: string): Promise<Record<string, unknown>[]> {
  if (client === undefined) {
    client = new pg.Client({ connectionString: (await database!).url, options: "-c search_path=minibatch" });
    await client.connect();
  }
  return (await client.query(text)).rows as Record<string, unknown>[];
}

afterAll(async () => {
  for (const store of open) await store.close();
  await client?.end();
  await (await database)?.drop();
});

describe("the contract on Postgres", () => {
  testStoreContract({
    test: (title, body, timeoutMs) =>
      testWith(
        "postgres",
        title,
        async (serverUrl) => {
          const { url, store: shared } = await openLab(serverUrl);
          await body({ store: shared, sql, openTolerant: (onDamage) => openStore(url, { onDamage }) });
        },
        timeoutMs,
      ),
  });
});

describe("Postgres", () => {
  testWith("postgres", "many takers on two pools never take the same", async (serverUrl) => {
    const { url, store } = await openLab(serverUrl);
    const another = await openAnother(url);
    const { experiment, ids } = await addExperiment(store, 200);
    const got: number[] = [];
    const work = async (from: LabStore) => {
      for (let misses = 0; misses < 3; ) {
        const taken = await from.takeNextTrial(experiment.id, "ann:1/0", ENVIRONMENT);
        if (taken === null) misses++;
        else got.push(taken.trial.id);
      }
    };
    await Promise.all(Array.from({ length: 16 }, (_, i) => work(i % 2 === 0 ? store : another)));
    expect(got.sort((a, b) => a - b)).toEqual(ids);
  });

  testWith("postgres", "of two who take one trial over at once, one is refused", async (serverUrl) => {
    const { url, store } = await openLab(serverUrl);
    const another = await openAnother(url);
    const { experiment, ids } = await addExperiment(store, 1);
    await takeNext(store, experiment.id);
    const taken = await Promise.all([store, another].map((from) => from.takeTrial(ids[0]!, "bea:1/0", ENVIRONMENT)));
    expect(taken.map((one) => one!.lease.attempt).sort()).toEqual([2, 3]);
    const committed = await Promise.all(taken.map((one) => store.endTrial(one!.lease, sampleOutcome())));
    expect(committed).toEqual(taken.map((one) => one!.lease.attempt === 3));
  });

  testWith("postgres", "decisions on two pools wait for each other", async (serverUrl) => {
    const { url, store } = await openLab(serverUrl);
    const another = await openAnother(url);
    const { experiment } = await addExperiment(store, 0);
    const decide = (from: LabStore) =>
      from.transaction(async (inside) => {
        await inside.lockExperiment(experiment.id);
        const { priority } = (await inside.findExperimentById(experiment.id))!;
        await inside.setPriority(experiment.id, priority + 1);
      });
    await Promise.all(Array.from({ length: 30 }, (_, i) => decide(i % 2 === 0 ? store : another)));
    expect((await store.findExperimentById(experiment.id))?.priority).toBe(30);
  });

  testWith("postgres", "a statement of the queue is part of the transaction", async (serverUrl) => {
    const { store } = await openLab(serverUrl);
    await store.executeSql("create table public.jobs (id int primary key, note text)");
    const insert = "insert into public.jobs values ($1, $2) returning note, 9007199254740991::bigint as large";
    await expect(
      store.transaction(async (inside) => {
        expect(await inside.executeSql(insert, [1, "é"])).toEqual({ rows: [{ note: "é", large: 9007199254740991 }] });
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    expect(await store.executeSql("select * from public.jobs")).toEqual({ rows: [] });
    await store.transaction((inside) => inside.executeSql(insert, [2, "b"]));
    expect(await store.executeSql("select * from public.jobs")).toEqual({ rows: [{ id: 2, note: "b" }] });
  });

  testWith("postgres", "weights and figures are not tried to be compressed", async (serverUrl) => {
    await openLab(serverUrl);
    expect(
      await sql(`select attrelid::regclass::text as table, attname as column from pg_attribute
        where attrelid in ('blobs'::regclass, 'metrics'::regclass) and attstorage = 'e' and attnum > 0 order by 1`),
    ).toEqual([
      { table: "blobs", column: "bytes" },
      { table: "metrics", column: "values" },
    ]);
  });

  testWith("postgres", "a server that goes away is told, and the store goes on when it is back", async (serverUrl) => {
    const { url, store } = await openLab(serverUrl);
    const way = await openCuttableServer(url);
    const cut = await openAnother(way.url);
    const { experiment, ids } = await addExperiment(store, 3);
    const { lease } = await takeNext(cut, experiment.id);
    await way.cut();
    // an idle connection is broken now; the process lives
    for (const work of [
      () => cut.findTrial(ids[0]!),
      () => cut.saveCheckpoint(lease, uniqueBytes(), 1),
      () => cut.listExperiments(),
      () => cut.transaction((inside) => inside.endTrial(lease, sampleOutcome())),
    ]) {
      const error = await work().then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(OutputError);
      expect(isConnectionError(error)).toBe(true);
      const { message } = error as Error;
      expect(message).toMatch(
        /^Cannot use the store postgres.*: .+; when the server is back run the command again, it goes on where it stopped$/,
      );
      expect(message).not.toContain("\n");
    }
    await way.mend();
    expect(await cut.saveCheckpoint(lease, uniqueBytes(), 1)).toBe(true);

    // cut in mid-transaction, and while it does nothing
    let begun = () => {};
    const inTransaction = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let goOn = () => {};
    const waiting = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const work = cut.transaction(async (inside) => {
      expect(await inside.endTrial(lease, sampleOutcome())).toBe(true);
      begun();
      await waiting;
      return inside.findTrial(ids[1]!);
    });
    const failed = work.then(
      () => null,
      (reason: unknown) => reason,
    );
    await inTransaction;
    await way.cut();
    await way.mend();
    goOn();
    expect(isConnectionError(await failed)).toBe(true);
    expect(await cut.findTrial(ids[0]!)).toMatchObject({ status: "running" });
    expect(await cut.endTrial(lease, sampleOutcome())).toBe(true);
    await cut.close();
    open.splice(open.indexOf(cut), 1);
    await way.cut();
  });

  testWith("postgres", "a session that the server ends is one that is tried again", async (serverUrl) => {
    const { url, store } = await openLab(serverUrl);
    const another = await openAnother(url);
    const ended = another.transaction(async (inside) => {
      const { rows } = await inside.executeSql("select pg_backend_pid() as pid");
      const { pid } = rows[0] as { pid: number };
      await store.executeSql("select pg_terminate_backend($1)", [pid]);
      await inside.findExperiment("nobody's");
    });
    const error = await ended.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(OutputError);
    expect(isConnectionError(error)).toBe(true);
    expect(await another.findExperiment("nobody's")).toBeNull();
  });

  testWith("postgres", "many open a new store at once, and it is migrated once", async (serverUrl) => {
    const fresh = await createDatabase(serverUrl);
    try {
      const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(fresh.url)));
      const { experiment } = await addExperiment(stores[0]!, 1);
      for (const store of stores) expect(await store.findExperiment(experiment.name)).toEqual(experiment);
      for (const store of stores) await store.close();
    } finally {
      await fresh.drop();
    }
  });

  testWith("postgres", "what cannot be opened is told in one line, without the password", async (serverUrl) => {
    const { url } = await openLab(serverUrl);
    const fresh = await createDatabase(serverUrl);
    const gone = new URL(url);
    gone.pathname = "/minibatch_test_never_made";
    gone.password = "geheim";
    try {
      for (const [place, create, reason] of [
        [fresh.url, false, /: it holds no experiments; name another, or run a sweep with it$/],
        [gone.href, true, /: database "minibatch_test_never_made" does not exist; make the database with createdb, or/],
        [
          "postgres://ann:geheim@127.0.0.1:1/lab",
          true,
          /ann@127.*: connect ECONNREFUSED 127.*; start the server, or correct the URL$/,
        ],
      ] as const) {
        const error = await openStore(place, { create }).then(
          () => null,
          (refusal: unknown) => refusal,
        );
        expect(error).toBeInstanceOf(InputError);
        expect((error as Error).message).toMatch(reason);
        expect((error as Error).message).toMatch(/^Cannot open the store postgres/);
        expect((error as Error).message).not.toMatch(/geheim|\n/);
      }
      const left = new pg.Client({ connectionString: fresh.url });
      await left.connect();
      expect((await left.query("select 1 from pg_namespace where nspname = 'minibatch'")).rows).toEqual([]);
      await left.end();
    } finally {
      await fresh.drop();
    }
  });

  testWith("postgres", "a store of a newer version is refused", async (serverUrl) => {
    const fresh = await createDatabase(serverUrl);
    try {
      const store = await openStore(fresh.url);
      await store.executeSql("insert into minibatch.minibatch_migrations values ('999-later', '2099-01-01T00:00:00Z')");
      await store.close();
      await expect(openStore(fresh.url)).rejects.toThrow(InputError);
      await expect(openStore(fresh.url)).rejects.toThrow(
        `: its schema is 999-later, the newest this version knows is ${Object.keys(migrations(postgresKind)).at(-1)}; update minibatch-lab`,
      );
    } finally {
      await fresh.drop();
    }
  });
});
