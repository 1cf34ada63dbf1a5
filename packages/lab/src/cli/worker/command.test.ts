import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testWith } from "../../../test/requirements.ts";
import { ended, runMinibatch, startMinibatch } from "../../../test/run-minibatch.ts";
import { withDatabase } from "../../../test/with-database.ts";
import { openStore } from "../../store/open-store.ts";

let folder: string;
let file: string;
/** no data are there: the built-in ones stand in */
let data: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "worker-command-"));
  data = join(folder, "data");
  file = join(folder, "experiment.json");
  const layers = [
    { kind: "dense", units: 8, activation: "relu" },
    { kind: "dense", units: 1 },
  ];
  const model = { inputs: 20, layers, loss: "sigmoid-binary-cross-entropy" };
  const training = { epochs: 300, batchSize: 16 };
  writeFileSync(
    file,
    JSON.stringify({
      ...{ name: "queued", model, training },
      data: { set: "sequences", rows: 400 },
      optimizer: "sgd",
      repeats: 3,
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const here = () => ({
  cwd: folder,
  env: { MINIBATCH_STORE: undefined, MINIBATCH_DATA: undefined, XDG_CACHE_HOME: data },
});

describe("a wrong call", () => {
  test("a store that is a file has no queue", async () => {
    const { code, stderr } = await runMinibatch(["worker", "--store", "here.sqlite"], here());
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `Cannot use the queue of ${join(folder, "here.sqlite")} (--store): it is a file, should be a postgres:// URL; name one with --store\n`,
    });
  });

  testWith("postgres", "an experiment that the store does not have is named", (server) =>
    withDatabase(server, async (url) => {
      const { code, stderr } = await runMinibatch(["worker", "--store", url, "--experiment", "nothing"], here());
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: `Cannot work on nothing: ${url} has no experiment of this name; see minibatch runs list --store ${url}\n`,
      });
    }),
  );
});

testWith(
  "postgres",
  "sweep --detach puts the trials into the queue; a worker that is told to stop gives its trial back; the next ones drain the queue",
  (server) =>
    withDatabase(server, async (url) => {
      const submitted = await runMinibatch(["sweep", file, "--offline", "--store", url, "--detach", "--json"], here());
      expect(submitted.code).toBe(0);
      expect(JSON.parse(submitted.stdout)).toMatchObject({ experiment: "queued", trials: { ready: 3, running: 0 } });
      expect(submitted.stderr).toContain("queued: 3 trials wait in the queue");

      const store = await openStore(url);
      const { id } = (await store.findExperiment("queued"))!;
      const child = startMinibatch(["worker", "--offline", "--store", url, "--workers", "1"], here());
      const end = ended(child);
      while ((await store.listTrials(id, { status: ["running"] })).every(({ epochs }) => epochs < 3))
        await setTimeout(20);
      child.kill("SIGTERM");
      const stopped = await end;
      expect(stopped.code).toBe(130);
      expect(stopped.stderr).toContain("Interrupted: its trials went back to the queue");
      const between = await store.listTrials(id);
      expect(between.every(({ status }) => status === "ready" || status === "finished")).toBe(true);
      expect(between.some(({ status, epochs }) => status === "ready" && epochs >= 3)).toBe(true);

      const some = await runMinibatch(
        ["worker", "--offline", "--store", url, "--max-trials", "1", "--workers", "1", "--json"],
        here(),
      );
      expect(JSON.parse(some.stdout).trials).toMatchObject({ finished: 1, returned: 0 });
      const rest = await runMinibatch(["worker", "--offline", "--store", url, "--drain", "--json"], here());
      expect(rest.code).toBe(0);
      expect((await store.summarizeExperiment(id)).counts).toMatchObject({ finished: 3, ready: 0, running: 0 });
      // nothing is left to do: it says so by ending at once
      const again = await runMinibatch(["sweep", file, "--offline", "--store", url, "--json"], here());
      expect(JSON.parse(again.stdout)).toMatchObject({ experiment: "queued", trials: { finished: 3 } });
      await store.close();
    }),
  90_000,
);
