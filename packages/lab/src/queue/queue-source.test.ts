import { describe } from "vitest";
import { queueExperiment } from "../../test/queue-experiment.ts";
import { DATA, RECORD, withQueueLab } from "../../test/queue-lab.ts";
import { testWith } from "../../test/requirements.ts";
import { testSourceContract } from "../../test/source-contract.ts";
import { QueueSource } from "./queue-source.ts";
import { SetLibrary } from "./set-library.ts";
import { submitExperiment } from "./submit-experiment.ts";
import { WakeUp } from "./wake-up.ts";
import { WorkExperiments } from "./work-experiments.ts";

const EVENTS = { onTrouble() {}, onRecovery() {} };

describe("the queue as a source", () => {
  testSourceContract((title, body) => {
    const run = (server: string, context: Parameters<typeof body>[1]) =>
      withQueueLab(server, async ({ store, boss }) => {
        const library = new SetLibrary(async () => ({ sets: DATA, records: { sequences: RECORD } }));
        const create = async (name: string) => {
          const { id } = await submitExperiment(store, boss, queueExperiment({ name }), RECORD, { priority: null });
          const open = async () => {
            // a trial that a process left running has a job whose lease lapses; here it is put back at once
            await boss.supervise("trials");
            const experiments = new WorkExperiments(store, library, { moduleFolder: null, known: null }, () => {});
            const options = { boss, store, experiments, experimentId: id, drain: true, maxTrials: null };
            return new QueueSource({ ...options, wakeUp: new WakeUp(), events: EVENTS });
          };
          return { id, open };
        };
        await body({ store, failureEndsRun: false, create }, context);
      });
    testWith("postgres", title, run, 120_000);
  });
});
