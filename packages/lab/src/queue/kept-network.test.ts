/**
 * As `runner/kept-network.test.ts`, through the queue: on Postgres, with a worker that is stopped and another that goes
 * on.
 */
import { expect } from "vitest";
import { evaluateKept } from "../../test/evaluate-kept.ts";
import { keptExperiment } from "../../test/kept-experiment.ts";
import { DATA, figuresOf, openLab, RECORD, undisturbed, withQueueLab, work } from "../../test/queue-lab.ts";
import { testWith } from "../../test/requirements.ts";
import { slowCheckpoints } from "../../test/slow-checkpoints.ts";
import { submitExperiment } from "./submit-experiment.ts";

testWith(
  "postgres",
  "what is told of trials that went through several workers is told of the networks that are kept",
  (server) =>
    withQueueLab(server, async (lab) => {
      const spec = keptExperiment();
      await submitExperiment(lab.store, lab.boss, spec, RECORD, { priority: null });
      const slow = { ...lab, store: slowCheckpoints(lab.store) };
      const controller = new AbortController();
      const onProgress = (_thread: number, _trial: unknown, { epoch }: { readonly epoch: number }): void => {
        if (epoch > 2.5) controller.abort(new Error("enough"));
      };
      await expect(work(slow, { signal: controller.signal, events: { onProgress } })).rejects.toThrow("enough");
      await openLab(lab.url, async (other) => void (await work(other)));
      expect(await figuresOf(lab.store, "kept")).toEqual(await undisturbed(spec));
      const trials = await lab.store.listTrials((await lab.store.findExperiment("kept"))!.id);
      expect(trials.some(({ attempts }) => attempts > 1)).toBe(true);
      for (const trial of trials) {
        expect(trial.objectiveEpoch).toBe(trial.keptEpoch);
        expect(await evaluateKept(lab.store, spec, trial, DATA)).toBe(trial.objective);
      }
    }),
  60_000,
);
