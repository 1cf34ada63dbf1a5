import { setTimeout } from "node:timers/promises";
import type { ExperimentSpec } from "study";
import { expect } from "vitest";
import { openCuttableServer } from "../../test/cuttable-server.ts";
import { queueExperiment } from "../../test/queue-experiment.ts";
import {
  countJobs,
  figuresOf,
  openLab,
  type QueueLab,
  RECORD,
  undisturbed,
  withQueueLab,
  work,
} from "../../test/queue-lab.ts";
import { testWith } from "../../test/requirements.ts";
import { InputError } from "../errors.ts";
import type { AttemptRecord, LabStore } from "../store/store.ts";
import { submitExperiment } from "./submit-experiment.ts";

const LONG = queueExperiment({ epochs: 60 });

const submit = ({ store, boss }: QueueLab, spec: ExperimentSpec) =>
  submitExperiment(store, boss, spec, RECORD, { priority: null });

async function attemptsOf(store: LabStore, name: string) {
  const trials = await store.listTrials((await store.findExperiment(name))!.id);
  return Promise.all(trials.map(({ id }) => store.listAttempts(id)));
}

testWith("postgres", "two workers give an undisturbed sweep's figures, each trial once", (server) =>
  withQueueLab(server, async (lab) => {
    await submit(lab, queueExperiment());
    await openLab(lab.url, async (other) => {
      const reports = await Promise.all([work(lab), work(other)]);
      expect(reports.reduce((sum, { finished }) => sum + finished, 0)).toBe(6);
    });
    expect(await figuresOf(lab.store, "small")).toEqual(await undisturbed(queueExperiment()));
    expect((await attemptsOf(lab.store, "small")).map((attempts) => attempts.length)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(await countJobs(lab)).toEqual({ completed: 6 });
    expect(lab.troubles).toEqual([]);
  }),
);

const HALVING = queueExperiment({
  name: "halving",
  pruning: { kind: "successive-halving", minEpochs: 2, factor: 2, asynchronous: false },
  parameters: {
    rate: { kind: "log-uniform", at: ["optimizer.learningRate"], when: {}, low: 0.001, high: 0.3, steps: null },
  },
  search: { kind: "random", configurations: 8 },
  repeats: 1,
});

testWith(
  "postgres",
  "trials that later ones depend on: a draining worker waits for what they give, and decides the same",
  (server) =>
    withQueueLab(server, async (lab) => {
      await submit(lab, HALVING);
      await openLab(lab.url, async (other) => {
        await Promise.all([work(lab), work(other, { threads: 2 })]);
      });
      const figures = await figuresOf(lab.store, "halving");
      expect(figures).toEqual(await undisturbed(HALVING));
      expect(new Set(figures.map((trial) => (trial as { status: string }).status))).toEqual(
        new Set(["finished", "pruned"]),
      );
    }),
);

testWith(
  "postgres",
  "interrupted, it gives its trial back with a checkpoint, and an idle worker goes on at once",
  (server) =>
    withQueueLab(server, async (lab) => {
      const one = queueExperiment({ epochs: 300, repeats: 1, parameters: {} });
      await submit(lab, one);
      const controller = new AbortController();
      const first = work(lab, {
        signal: controller.signal,
        events: {
          onProgress: (_thread, _trial, { epoch }) => void (epoch >= 5 && controller.abort(new Error("enough"))),
        },
      });
      await openLab(lab.url, async (other) => {
        const resumed: boolean[] = [];
        const second = work(other, {
          events: { onStart: (_thread, _trial, isResumed) => void resumed.push(isResumed) },
        });
        await expect(first).rejects.toThrow("enough");
        expect(await second).toMatchObject({ finished: 1 });
        expect(resumed).toEqual([true]);
      });
      expect(await figuresOf(lab.store, "small")).toEqual(await undisturbed(one));
      const [[stopped, next]] = (await attemptsOf(lab.store, "small")) as [[AttemptRecord, AttemptRecord]];
      expect(stopped.outcome).toBe("stopped");
      expect(next.fromEpoch).toBeGreaterThanOrEqual(5);
      expect(next.startedAt.getTime() - stopped.endedAt!.getTime()).toBeLessThan(2_000);
    }),
);

testWith(
  "postgres",
  "connections that are cut again and again are made again: each trial once, with the same figures",
  (server) =>
    withQueueLab(server, async (lab) => {
      await submit(lab, LONG);
      await openLab(lab.url, async (other) => {
        let cuts = 0;
        const cutting = setInterval(() => {
          void other.boss
            .getDb()
            .executeSql(
              "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
            )
            .then(({ rows }) => (cuts += rows.length));
        }, 150);
        try {
          await work(lab, { threads: 2 });
        } finally {
          clearInterval(cutting);
        }
        expect(cuts).toBeGreaterThan(10);
      });
      expect(lab.troubles.length).toBeGreaterThan(0);
      expect(await figuresOf(lab.store, "small")).toEqual(await undisturbed(LONG));
      const outcomes = (await attemptsOf(lab.store, "small")).map((attempts) =>
        attempts.filter(({ outcome }) => outcome === "finished"),
      );
      expect(outcomes.map((finished) => finished.length)).toEqual([1, 1, 1, 1, 1, 1]);
    }),
);

testWith(
  "postgres",
  "while the server is away it trains on, and commits what it has when the server is back",
  (serverUrl) =>
    withQueueLab(serverUrl, async (lab) => {
      const one = queueExperiment({ epochs: 400, repeats: 1, parameters: {} });
      await submit(lab, one);
      const way = await openCuttableServer(lab.url);
      const troubles: Error[] = [];
      const away: number[] = [];
      const leaving: Promise<void>[] = [];
      const epochsAway = (): number => away.at(-1)! - away[0]!;
      let isAway = false;
      const leave = async () => {
        await way.cut();
        isAway = true;
        // a busy machine tells the first trouble before many epochs have passed
        while (troubles.length === 0 || !(epochsAway() > 5)) await setTimeout(50);
        isAway = false;
        await way.mend();
      };
      await openLab(way.url, async (far) => {
        await work(far, {
          events: {
            onTrouble: (error) => void troubles.push(error),
            onProgress(_thread, _trial, { epoch }) {
              if (epoch >= 5 && leaving.length === 0) leaving.push(leave());
              if (isAway) away.push(epoch);
            },
          },
        });
      });
      await Promise.all(leaving);
      await way.cut();
      expect(epochsAway()).toBeGreaterThan(5);
      expect(await figuresOf(lab.store, "small")).toEqual(await undisturbed(one));
      expect((await attemptsOf(lab.store, "small"))[0]).toHaveLength(1);
    }),
);

testWith("postgres", "only one experiment's trials: the others wait as they did", (server) =>
  withQueueLab(server, async (lab) => {
    await submit(lab, queueExperiment({ name: "other" }));
    const { id } = await submit(lab, queueExperiment({ name: "ours" }));
    expect(await work(lab, { experimentId: id, threads: 2 })).toMatchObject({ finished: 6, nothing: 0, returned: 0 });
    const [ours, other] = await Promise.all(["ours", "other"].map((name) => lab.store.findExperiment(name)));
    expect((await lab.store.summarizeExperiment(ours!.id)).counts.finished).toBe(6);
    expect((await lab.store.summarizeExperiment(other!.id)).counts.ready).toBe(6);
    expect((await countJobs(lab)).created).toBe(6);
    expect(await work(lab, { maxTrials: 2 })).toMatchObject({ finished: 2 });
  }),
);

testWith("postgres", "a worker with other data refuses, and the trial waits for one with the same", (server) =>
  withQueueLab(server, async (lab) => {
    await submit(lab, queueExperiment());
    const other = { source: "file", sha256: { small: "1".repeat(64) } } as const;
    const loadSets = async () => ({ sets: { mnist: null, sequences: null }, records: { sequences: other } });
    const refusal = work(lab, { loadSets });
    await expect(refusal).rejects.toThrow(InputError);
    await expect(refusal).rejects.toThrow(
      "Cannot work on small: small is 111111111111... here (file), should be 000000000000...; give this worker the same files with --data",
    );
    const drawn = { source: "synthetic", sha256: { "synthetic-small": "2".repeat(64) } } as const;
    const loadDrawn = async () => ({ sets: { mnist: null, sequences: null }, records: { sequences: drawn } });
    await expect(work(lab, { loadSets: loadDrawn })).rejects.toThrow(
      "Cannot work on small: its data are the original files, and this worker has SYNTHETIC ones; give it the files with --data",
    );
    expect((await countJobs(lab)).created).toBe(6);
    expect((await attemptsOf(lab.store, "small")).flat()).toEqual([]);
    expect(await work(lab)).toMatchObject({ finished: 6 });
  }),
);

testWith("postgres", "an experiment that was removed meanwhile leaves nothing to do", (server) =>
  withQueueLab(server, async (lab) => {
    const { id } = await submit(lab, queueExperiment({ epochs: 2000 }));
    const removing: Promise<void>[] = [];
    const report = await work(lab, {
      events: {
        onProgress(_thread, _trial, { epoch }) {
          if (epoch >= 3 && removing.length === 0) removing.push(lab.store.removeExperiment(id));
        },
      },
    });
    await Promise.all(removing);
    expect(report).toMatchObject({ lost: 1, nothing: 5, finished: 0 });
    expect(await countJobs(lab)).toEqual({ completed: 6 });
  }),
);
