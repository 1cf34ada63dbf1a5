import { expect } from "vitest";
import { queueExperiment } from "../../test/queue-experiment.ts";
import { countJobs, openLab, RECORD, withQueueLab, work } from "../../test/queue-lab.ts";
import { testWith } from "../../test/requirements.ts";
import { cancelExperiment } from "./cancel-experiment.ts";
import { setPriority } from "./set-priority.ts";
import { submitExperiment } from "./submit-experiment.ts";
import { QUEUE, QUEUE_SCHEMA, type TrialJobData } from "./trial-queue.ts";

const SHORT = queueExperiment({ repeats: 1, epochs: 1 });

testWith(
  "postgres",
  "submitted again, or by two processes at once, it is the same experiment with the same jobs",
  (server) =>
    withQueueLab(server, async (lab) => {
      const { store, boss } = lab;
      await openLab(lab.url, async (other) => {
        const submit = (by: typeof lab) =>
          submitExperiment(by.store, by.boss, queueExperiment(), RECORD, { priority: null });
        const ids = await Promise.all([submit(lab), submit(other), submit(lab), submit(other)]);
        expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
      });
      expect(await countJobs(lab)).toEqual({ created: 6 });
      expect(await store.listExperiments()).toHaveLength(1);
      await submitExperiment(store, boss, queueExperiment(), RECORD, { priority: null });
      expect(await countJobs(lab)).toEqual({ created: 6 });
    }),
);

testWith("postgres", "a trial whose job was lost gets one, and only that one", (server) =>
  withQueueLab(server, async (lab) => {
    const { store, boss } = lab;
    const submit = () => submitExperiment(store, boss, queueExperiment(), RECORD, { priority: null });
    await submit();
    const [lost] = await boss.findJobs<TrialJobData>(QUEUE, { limit: 1 });
    await boss.deleteJob(QUEUE, lost!.id);
    expect(await countJobs(lab)).toEqual({ created: 5 });
    await submit();
    const jobs = await boss.findJobs<TrialJobData>(QUEUE);
    expect(new Set(jobs.map(({ data }) => data.trialId)).size).toBe(6);
    expect(jobs.some(({ data }) => data.trialId === lost!.data.trialId)).toBe(true);
    // and one that is running under a worker that is gone, with its job
    const taken = (await store.takeTrial(jobs[0]!.data.trialId, "gone", null))!;
    await boss.deleteJob(QUEUE, jobs[0]!.id);
    await submit();
    expect(await boss.findJobs(QUEUE, { key: String(taken.trial.id) })).toHaveLength(1);
  }),
);

testWith("postgres", "what does not fit the experiment of that name is refused, and changes nothing", (server) =>
  withQueueLab(server, async (lab) => {
    const { store, boss } = lab;
    await submitExperiment(store, boss, SHORT, RECORD, { priority: null });
    await expect(submitExperiment(store, boss, queueExperiment(), RECORD, { priority: 9 })).rejects.toThrow(
      "Cannot go on with small",
    );
    expect((await store.findExperiment("small"))!.priority).toBe(0);
    expect(await countJobs(lab)).toEqual({ created: 2 });
  }),
);

testWith("postgres", "the next trial is the highest priority's, also after it was changed", (server) =>
  withQueueLab(server, async (lab) => {
    const { store, boss } = lab;
    const first = await submitExperiment(store, boss, { ...SHORT, name: "first" }, RECORD, { priority: null });
    await submitExperiment(store, boss, { ...SHORT, name: "second" }, RECORD, { priority: 5 });
    const order: string[] = [];
    const events = { onExperiment: ({ name }: { readonly name: string }) => void order.push(name) };
    await work(lab, { maxTrials: 1, events });
    await setPriority(store, first.id, 9);
    await work(lab, { maxTrials: 1, events });
    expect(order).toEqual(["second", "first"]);
    expect((await store.findExperimentById(first.id))!.priority).toBe(9);
  }),
);

testWith(
  "postgres",
  "cancelled, what waits has no job any more and a running trial stops; submitted again it goes on",
  (server) =>
    withQueueLab(server, async (lab) => {
      const { store, boss } = lab;
      const long = queueExperiment({ epochs: 2000 });
      const { id } = await submitExperiment(store, boss, long, RECORD, { priority: null });
      const cancelling: Promise<number>[] = [];
      const report = await work(lab, {
        events: {
          onProgress(_thread, _trial, { epoch }) {
            if (epoch >= 3 && cancelling.length === 0) cancelling.push(cancelExperiment(store, id));
          },
        },
      });
      expect(await Promise.all(cancelling)).toEqual([5]);
      expect(report).toMatchObject({ lost: 1, finished: 0, nothing: 0 });
      expect((await store.summarizeExperiment(id)).counts).toMatchObject({ cancelled: 6, ready: 0, running: 0 });
      expect(await countJobs(lab)).toEqual({ completed: 1 });
      await submitExperiment(store, boss, long, RECORD, { priority: null });
      expect((await store.summarizeExperiment(id)).counts).toMatchObject({ cancelled: 0, ready: 6 });
      expect(await countJobs(lab)).toEqual({ completed: 1, created: 6 });
    }),
);

testWith("postgres", "a trial that ran under a worker that died is cancelled when its job comes back", (server) =>
  withQueueLab(server, async (lab) => {
    const { store, boss } = lab;
    const { id } = await submitExperiment(store, boss, SHORT, RECORD, { priority: null });
    const [job] = await boss.fetch<TrialJobData>(QUEUE);
    await store.takeTrial(job!.data.trialId, "gone", null);
    expect(await cancelExperiment(store, id)).toBe(1);
    expect(await countJobs(lab)).toEqual({ active: 1 });
    // as if it had been silent for too long
    await boss
      .getDb()
      .executeSql(`update ${QUEUE_SCHEMA}.job set heartbeat_on = now() - interval '11 seconds' where id = $1`, [
        job!.id,
      ]);
    await boss.supervise(QUEUE);
    expect(await work(lab)).toMatchObject({ nothing: 1, finished: 0 });
    expect((await store.summarizeExperiment(id)).counts).toMatchObject({ cancelled: 2, running: 0 });
  }),
);
