import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { callMinibatch } from "../../../../test/call-minibatch.ts";
import { queueExperiment } from "../../../../test/queue-experiment.ts";
import { countJobs, RECORD, withQueueLab } from "../../../../test/queue-lab.ts";
import { testWith } from "../../../../test/requirements.ts";
import { fillSampleStore } from "../../../../test/sample-store.ts";
import { jobPriority } from "../../../queue/job-priority.ts";
import { submitExperiment } from "../../../queue/submit-experiment.ts";
import { QUEUE, QUEUE_SCHEMA } from "../../../queue/trial-queue.ts";
import { openStore } from "../../../store/open-store.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cancel-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("in a file: waiting trials are cancelled, finished ones stay, and a priority is refused", async () => {
  const file = join(folder, "lab.sqlite");
  const store = await openStore(file);
  await fillSampleStore(store, { ending: (number) => (number < 5 ? "finished" : "ready") });
  await store.close();
  const { code, stdout } = await callMinibatch(["runs", "cancel", "optimizers", "--store", file, "--json"]);
  expect({ code, ...JSON.parse(stdout) }).toEqual({
    code: 0,
    experiment: "optimizers",
    store: file,
    cancelled: 7,
    running: 0,
  });
  const after = await openStore(file);
  const { id } = (await after.findExperiment("optimizers"))!;
  expect((await after.summarizeExperiment(id)).counts).toMatchObject({ finished: 5, cancelled: 7, ready: 0 });
  await after.close();
  expect((await callMinibatch(["runs", "cancel", "optimizers", "--store", file])).stdout).toBe(
    "optimizers: nothing to cancel, it is cancelled.\n",
  );
  const refused = await callMinibatch(["runs", "priority", "optimizers", "5", "--store", file]);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("only the queue of a postgres:// store") });
  expect((await callMinibatch(["runs", "cancel", "optimizer", "--store", file])).stderr).toContain(
    "did you mean optimizers",
  );
});

test("what has ended is not called cancelled afterwards", async () => {
  const file = join(folder, "ended.sqlite");
  const store = await openStore(file);
  await fillSampleStore(store);
  await store.close();
  const { code, stdout } = await callMinibatch(["runs", "cancel", "optimizers", "--store", file]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: "optimizers: nothing to cancel, it is finished.\n" });
  const { experiments } = JSON.parse((await callMinibatch(["runs", "list", "--store", file, "--json"])).stdout);
  expect(experiments).toMatchObject([{ status: "finished", cancelled: false }]);
});

testWith("postgres", "in the queue: jobs take the priority, and go when their experiment is cancelled", (server) =>
  withQueueLab(server, async (lab) => {
    await submitExperiment(lab.store, lab.boss, queueExperiment(), RECORD, { priority: null });
    const place = ["--store", lab.url];
    expect(await callMinibatch(["runs", "priority", "small", "7", ...place])).toMatchObject({
      code: 0,
      stdout: "small: priority 7, was 0.\n",
    });
    const { rows } = await lab.boss
      .getDb()
      .executeSql(`select priority from ${QUEUE_SCHEMA}.job where name = $1 order by priority desc`, [QUEUE]);
    expect(rows).toEqual([0, 1, 2, 3, 4, 5].map((number) => ({ priority: jobPriority(7, number) })));
    expect(await callMinibatch(["runs", "cancel", "small", ...place])).toMatchObject({
      code: 0,
      stdout: "small: cancelled 6 waiting trials. Go on with: minibatch sweep\n",
    });
    expect(await countJobs(lab)).toEqual({});
  }),
);
