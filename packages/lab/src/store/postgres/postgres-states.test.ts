import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { testWith } from "../../../test/requirements.ts";
import { fillSampleStore } from "../../../test/sample-store.ts";
import { sampleExperiment } from "../../../test/store-contract/sample-trials.ts";
import { withDatabase } from "../../../test/with-database.ts";
import { InputError, OutputError } from "../../errors.ts";
import { openStore } from "../open-store.ts";
import type { LabStore } from "../store.ts";
import { isBusyMoment, isConnectionError } from "./connection-error.ts";
import { describePostgresError } from "./describe-postgres-error.ts";

const PLACE = { name: "the store postgres://ann@host/lab", role: "ann", schema: "minibatch" } as const;
const fromServer = (code: string): Error => Object.assign(new Error("the server's words"), { code });
const tell = (code: string, opening = false): unknown => describePostgresError(fromServer(code), PLACE, opening);

test("each state that a user can mend is told with its fix, and tried again for as long as that may help", () => {
  for (const [code, again, fix] of [
    ["08006", "long", "when the server is back run the command again, it goes on where it stopped"],
    ["22P05", "never", "make a database with the encoding UTF8, and name that"],
    [
      "25006",
      "never",
      "name the server that takes writes: this one is a standby, or default_transaction_read_only is on",
    ],
    ["25P03", "long", "run the command again, it goes on where it stopped"],
    ["28000", "never", "let this user in (pg_hba.conf), or name another in the URL"],
    ["28P01", "never", "give the right password, in the URL or in PGPASSWORD"],
    ["3D000", "never", "make the database with createdb, or name another in the URL"],
    ["40001", "long", "run the command again, it goes on where it stopped"],
    ["42501", "never", "select, insert, update, delete on all tables in schema minibatch to ann"],
    ["42P01", "never", "take it from a backup, or sweep anew into another database"],
    ["53100", "never", "free some space on the server's disk; then run the command again, it goes on where it stopped"],
    ["53200", "briefly", "give the server more memory, or run fewer workers"],
    ["53300", "long", "raise the server's max_connections, or run fewer workers"],
    ["53400", "briefly", "raise the limit that it names, or run fewer workers"],
    ["54000", "never", "make the model smaller"],
    ["55P03", "briefly", "alter role ann set lock_timeout = '1min'"],
    ["57014", "briefly", "alter role ann set statement_timeout = '1min'"],
    ["57P01", "long", "when the server is back run the command again"],
    ["57P03", "long", "wait until the server has started"],
    ["57P04", "never", "the database was dropped"],
    ["58030", "never", "see to the server's disk and its log"],
    ["XX001", "never", "its data may be damaged, take them from a backup"],
  ] as const) {
    const told = tell(code) as Error;
    expect(told).toBeInstanceOf(OutputError);
    expect(told.message.startsWith("Cannot use the store postgres://ann@host/lab: the server's words; ")).toBe(true);
    expect([code, told.message]).toEqual([code, expect.stringContaining(fix)]);
    expect(told.message).not.toContain("\n");
    // of what was told as of what was thrown
    for (const error of [told, fromServer(code)]) {
      const found = isConnectionError(error) ? "long" : isBusyMoment(error) ? "briefly" : "never";
      expect([code, found]).toEqual([code, again]);
    }
    expect(tell(code, true)).toBeInstanceOf(InputError);
  }
});

test("what is ours to mend stays as it is", () => {
  // unique violation, syntax error, division by zero
  for (const code of ["23505", "42601", "22012", "", "ENOENT"]) {
    const error = fromServer(code);
    expect(describePostgresError(error, PLACE, false)).toBe(error);
    expect([isConnectionError(error), isBusyMoment(error)]).toEqual([false, false]);
  }
});

interface Restricted {
  /** as the role's */
  readonly url: string;
  readonly role: string;
  readonly owner: LabStore;
  /** as the owner */
  sql(text: string): Promise<void>;
}

/** A store of three trials, and a role that may do nothing. */
async function withRestricted(serverUrl: string, work: (lab: Restricted) => Promise<void>): Promise<void> {
  const role = `minibatch_role_${randomUUID().slice(0, 8)}`;
  await withDatabase(serverUrl, async (ownerUrl) => {
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    const sql = async (text: string) => void (await client.query(text));
    const owner = await openStore(ownerUrl);
    try {
      await sql(`create role ${role} login password 'geheim'`);
      await fillSampleStore(owner, { configurations: 1 });
      const url = new URL(ownerUrl);
      url.username = role;
      url.password = "geheim";
      await work({ url: url.href, role, owner, sql });
    } finally {
      await owner.close();
      await sql(`drop owned by ${role}; drop role ${role}`);
      await client.end();
    }
  });
}

const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "it was done",
    (error: Error) => error.message,
  );

testWith(
  "postgres",
  "a role that may only read can read all; what writes is refused, naming it and what it lacks",
  (serverUrl) =>
    withRestricted(serverUrl, async ({ url, role, owner, sql }) => {
      const [experiment] = await owner.listExperiments();
      const { id } = experiment!;
      const grants = (rights: string) =>
        `lacks the right, which the owner gives with: grant usage on schema minibatch to ${role}; grant ${rights} on all tables in schema minibatch to ${role}`;
      expect(await messageOf(openStore(url, { create: false }))).toMatch(
        new RegExp(
          `^Cannot open the store postgres.*: permission denied for schema minibatch; the role ${role} ${grants("select")}$`,
        ),
      );
      await sql(
        `grant usage on schema minibatch to ${role}; grant select on all tables in schema minibatch to ${role}`,
      );
      for (const create of [false, true]) {
        const store = await openStore(url, { create });
        const trials = await store.listTrials(id, { order: "objective" });
        expect(trials).toEqual(await owner.listTrials(id, { order: "objective" }));
        const ids = trials.map((trial) => trial.id);
        expect(await store.readMetrics(ids)).toEqual(await owner.readMetrics(ids));
        expect(await store.readBlob(trials[0]!.weightsSha256!)).not.toBeNull();
        expect(await store.listAttempts(ids[0]!)).toEqual(await owner.listAttempts(ids[0]!));
        expect(await store.listExperiments()).toEqual(await owner.listExperiments());
        for (const write of [
          () => store.createExperiment(sampleExperiment()),
          () => store.setPriority(id, 1),
          () => store.takeTrial(ids[0]!, "ann:1/0", null),
          () => store.removeExperiment(id),
          () => store.transaction((inside) => inside.cancelExperiment(id)),
        ]) {
          expect(await messageOf(write())).toMatch(
            new RegExp(
              `^Cannot use the store postgres.*: permission denied for table \\w+; the role ${role} ${grants("select, insert, update, delete")}$`,
            ),
          );
        }
        await store.close();
      }
      // what is told is true
      await sql(
        `grant usage on schema minibatch to ${role}; grant select, insert, update, delete on all tables in schema minibatch to ${role}`,
      );
      const store = await openStore(url);
      await store.setPriority(id, 7);
      await store.close();
      expect((await owner.findExperimentById(id))!.priority).toBe(7);
    }),
);

testWith("postgres", "limits of the server, a standby, and a store that is taken away are told in words", (serverUrl) =>
  withRestricted(serverUrl, async ({ url, role, owner, sql }) => {
    const { id } = (await owner.listExperiments())[0]!;
    await sql(
      `grant usage on schema minibatch to ${role}; grant select, insert, update, delete on all tables in schema minibatch to ${role}`,
    );
    const attempt = async (setting: string, work: (store: LabStore) => Promise<unknown>): Promise<string> => {
      await sql(`alter role ${role} set ${setting}`);
      const store = await openStore(url);
      try {
        return await messageOf(work(store));
      } finally {
        await store.close();
        await sql(`alter role ${role} reset all`);
      }
    };
    // somebody holds the table for longer than the role may wait
    const held = async (store: LabStore): Promise<unknown> => {
      await sql("begin; lock table minibatch.experiments");
      try {
        return await store.setPriority(id, 1);
      } finally {
        await sql("rollback");
      }
    };
    expect(await attempt("statement_timeout = '50ms'", held)).toContain(
      `; if it was its statement_timeout, raise that: alter role ${role} set statement_timeout = '1min'; then run the command again`,
    );
    expect(await attempt("lock_timeout = '50ms'", held)).toContain(
      `; another holds it for longer than lock_timeout; raise that: alter role ${role} set lock_timeout = '1min'; then run`,
    );
    const standby = async (store: LabStore): Promise<unknown> => {
      expect((await store.listTrials(id)).length).toBe(3);
      return store.setPriority(id, 1);
    };
    expect(await attempt("default_transaction_read_only = on", standby)).toMatch(
      /; name the server that takes writes: this one is/,
    );
    await sql(`alter role ${role} connection limit 0`);
    expect(await messageOf(openStore(url))).toMatch(
      /^Cannot open the store postgres.*: too many connections for role .*; raise the server's max_connections, or run fewer workers; then run/,
    );
    await sql(`alter role ${role} connection limit -1`);
    const store = await openStore(url);
    await sql("alter table minibatch.metrics rename to elsewhere");
    expect(await messageOf(store.readMetrics([1]))).toMatch(
      /^Cannot use the store postgres.*: relation "minibatch.metrics" does not exist; another program has removed or changed the store; take it/,
    );
    await sql("alter table minibatch.elsewhere rename to metrics");
    await store.close();
  }),
);
