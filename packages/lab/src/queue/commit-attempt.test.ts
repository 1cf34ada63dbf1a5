import { expect } from "vitest";
import { queueExperiment } from "../../test/queue-experiment.ts";
import { countJobs, RECORD, withQueueLab } from "../../test/queue-lab.ts";
import { testWith } from "../../test/requirements.ts";
import type { LabStore, TrialOutcome } from "../store/store.ts";
import { commitAttempt, releaseAttempt } from "./commit-attempt.ts";
import { submitExperiment } from "./submit-experiment.ts";
import { takeJob } from "./take-job.ts";
import { QUEUE, type TrialJobData } from "./trial-queue.ts";

const OUTCOME: TrialOutcome = {
  status: "finished",
  epochs: 1,
  metrics: { validationAccuracy: [0.5] },
  objective: 0.5,
  objectiveEpoch: 1,
  keptEpoch: 1,
  test: null,
  seconds: 1,
  diagnosis: null,
  weights: null,
  checkpoint: null,
  result: null,
};

/** The real store, whose first transaction is committed but whose answer is lost on the way. */
function loseFirstAnswer(store: LabStore): LabStore {
  let isLost = false;
  const transaction: LabStore["transaction"] = async (work) => {
    const result = await store.transaction(work);
    if (isLost) return result;
    isLost = true;
    throw new Error("Connection terminated unexpectedly");
  };
  return new Proxy(store, {
    get: (target, key, receiver) => (key === "transaction" ? transaction : Reflect.get(target, key, receiver)),
  });
}

testWith("postgres", "a commit whose answer was lost is not made twice, and is known to be ours", (server) =>
  withQueueLab(server, async (lab) => {
    const { store, boss } = lab;
    const spec = queueExperiment();
    await submitExperiment(store, boss, spec, RECORD, { priority: null });
    const [job] = await boss.fetch<TrialJobData>(QUEUE);
    const { lease, trial } = (await takeJob(boss, store, job!, "worker", null))!;
    expect(await commitAttempt(boss, loseFirstAnswer(store), job!, lease, OUTCOME, spec)).toBe(true);
    expect(await store.findTrial(trial.id)).toMatchObject({ status: "finished", attempts: 1, objective: 0.5 });
    expect(await store.listAttempts(trial.id)).toHaveLength(1);
    expect(await countJobs(lab)).toEqual({ completed: 1, created: 5 });
  }),
);

testWith("postgres", "a trial that is given back is given back once, whatever answer was lost", (server) =>
  withQueueLab(server, async (lab) => {
    const { store, boss } = lab;
    await submitExperiment(store, boss, queueExperiment(), RECORD, { priority: null });
    const [job] = await boss.fetch<TrialJobData>(QUEUE);
    const { lease } = (await takeJob(boss, store, job!, "worker", null))!;
    await releaseAttempt(boss, loseFirstAnswer(store), job!, lease);
    expect(await countJobs(lab)).toEqual({ retry: 1, created: 5 });
    // and it is the next one, before those that have not begun
    const [next] = await boss.fetch<TrialJobData>(QUEUE);
    expect(next!.data).toEqual(job!.data);
  }),
);

testWith(
  "postgres",
  "a worker that was replaced commits nothing, and takes no job from the one that replaced it",
  (server) =>
    withQueueLab(server, async (lab) => {
      const { store, boss } = lab;
      const spec = queueExperiment();
      await submitExperiment(store, boss, spec, RECORD, { priority: null });
      const [job] = await boss.fetch<TrialJobData>(QUEUE);
      const { lease, trial } = (await takeJob(boss, store, job!, "slow", null))!;
      await boss.fail(QUEUE, job!.id);
      const [again] = await boss.fetch<TrialJobData>(QUEUE);
      expect(again!.data).toEqual(job!.data);
      const taken = (await takeJob(boss, store, again!, "quick", null))!;
      expect(await commitAttempt(boss, store, job!, lease, OUTCOME, spec)).toBe(false);
      await releaseAttempt(boss, store, job!, lease);
      expect(await store.findTrial(trial.id)).toMatchObject({ status: "running", attempts: 2 });
      expect(await countJobs(lab)).toEqual({ active: 1, created: 5 });
      expect(await commitAttempt(boss, store, again!, taken.lease, OUTCOME, spec)).toBe(true);
      expect(await countJobs(lab)).toEqual({ completed: 1, created: 5 });
    }),
);
