/**
 * What a sweep tells of its trials is told of the networks that it keeps: each is taken from the store and evaluated
 * anew.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NetworkExperimentSpec } from "study";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { evaluateKept } from "../../test/evaluate-kept.ts";
import { keptExperiment } from "../../test/kept-experiment.ts";
import { DATA, RECORD } from "../../test/queue-lab.ts";
import { slowCheckpoints } from "../../test/slow-checkpoints.ts";
import { openStore } from "../store/open-store.ts";
import type { LabStore, TrialRecord } from "../store/store.ts";
import { startPool, type ThreadPool } from "../training/thread-pool.ts";
import { TRAINING_WORKER } from "../training/worker-file.ts";
import { openExperiment } from "./open-experiment.ts";
import { runSweep } from "./run-sweep.ts";
import type { SweepEvents } from "./trial-events.ts";

const SILENT: SweepEvents = { onBegin() {}, onStart() {}, onProgress() {}, onEnd() {} };

let folder: string;
let store: LabStore;
let pool: ThreadPool;
const open = (): ThreadPool =>
  startPool({ count: 2, entry: TRAINING_WORKER, setup: { data: DATA, numerics: "strict" } });
beforeAll(() => {
  pool = open();
});
afterAll(() => pool.close());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "kept-"));
  store = await openStore(join(folder, "lab.sqlite"), { create: true });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function sweep(
  spec: NetworkExperimentSpec,
  { signal = new AbortController().signal, ...events }: Partial<SweepEvents> & { signal?: AbortSignal } = {},
): Promise<TrialRecord[]> {
  const experiment = await openExperiment(store, spec, RECORD);
  const options = { store, experiment, spec, pool, environment: null, events: { ...SILENT, ...events }, signal };
  await runSweep(options);
  return store.listTrials(experiment.id);
}

async function expectKept(spec: NetworkExperimentSpec, trials: readonly TrialRecord[]): Promise<void> {
  for (const trial of trials) {
    expect(trial.objective).not.toBeNull();
    expect(trial.objectiveEpoch).toBe(trial.keptEpoch);
    expect(await evaluateKept(store, spec, trial, DATA)).toBe(trial.objective);
  }
}

/** The best objective over all epochs of each trial: what must not be told. */
async function bestOverEpochs(trials: readonly TrialRecord[]): Promise<number[]> {
  const metrics = await store.readMetrics(trials.map(({ id }) => id));
  return trials.map(({ id }) => Math.max(...Array.from(metrics.get(id)!.validationAccuracy!)));
}

test.each(["last", "best"] as const)("early stopping that watches another figure, objective at %s", async (at) => {
  const spec = keptExperiment({ objective: { metric: "validation-accuracy", at } });
  const trials = await sweep(spec);
  await expectKept(spec, trials);
  expect(new Set(trials.map(({ epochs }) => epochs === 12))).toEqual(new Set([true, false]));
  expect(trials.some(({ epochs, keptEpoch }) => epochs === 12 && keptEpoch! < 12)).toBe(true);
  const best = await bestOverEpochs(trials);
  expect(trials.filter(({ objective }, i) => objective! < best[i]!).length).toBeGreaterThan(0);
  expect((await store.listExperiments())[0]!.best!.objective).toBe(
    Math.max(...trials.map((trial) => trial.objective!)),
  );
});

describe("pruning", () => {
  test("halving judges, and keeps, the networks that would be kept at the rung", async () => {
    const spec = keptExperiment({
      pruning: { kind: "successive-halving", minEpochs: 4, factor: 3, asynchronous: false },
    });
    const trials = await sweep(spec);
    const [gone, stayed] = [trials.filter(({ status }) => status === "pruned"), trials.filter(isFinished)];
    await expectKept(spec, stayed);
    const metrics = await store.readMetrics(trials.map(({ id }) => id));
    const atRung = ({ id }: TrialRecord): number => {
      const { keptEpoch, validationAccuracy } = metrics.get(id)!;
      return validationAccuracy![keptEpoch![3]! - 1]!;
    };
    for (const trial of gone) expect(trial.objective).toBe(atRung(trial));
    const worst = Math.min(...stayed.map(atRung));
    expect(gone.length).toBeGreaterThan(0);
    for (const trial of gone) expect(atRung(trial)).toBeLessThanOrEqual(worst);
  });

  test("a trial that the median rule ends keeps its best epoch's weights", async () => {
    const spec = keptExperiment({ pruning: { kind: "median", warmupEpochs: 2, everyEpochs: 1, wave: 2 } });
    const trials = await sweep(spec);
    await expectKept(spec, trials);
    const pruned = trials.filter(({ status }) => status === "pruned");
    expect(pruned.map(({ diagnosis }) => diagnosis)).toEqual(
      pruned.map(({ epochs, keptEpoch, objective }) =>
        expect.stringContaining(
          `pruned after epoch ${epochs}: the network it would keep, of epoch ${keptEpoch}, has a validation-accuracy of ${objective!.toPrecision(6)}, the median`,
        ),
      ),
    );
    expect(pruned.length).toBeGreaterThan(0);
  });
});

test("stopped in the middle and taken up again: the same epochs and networks are kept", async () => {
  const spec = keptExperiment();
  const whole = await sweep(spec);
  await store.close();
  store = await openStore(join(folder, "stopped.sqlite"), { create: true });
  store = slowCheckpoints(store);
  const controller = new AbortController();
  const onProgress: SweepEvents["onProgress"] = (_thread, _trial, { epoch }) => {
    if (epoch > 3) controller.abort(new Error("enough"));
  };
  await expect(sweep(spec, { signal: controller.signal, onProgress })).rejects.toThrow("enough");
  // one that was stopped takes no more
  await pool.close();
  pool = open();
  const after = await sweep(spec);
  expect(after.some(({ attempts }) => attempts > 1)).toBe(true);
  const told = (trials: readonly TrialRecord[]) =>
    trials.map(({ epochs, objective, objectiveEpoch, keptEpoch, weightsSha256 }) => ({
      ...{ epochs, objective, objectiveEpoch, keptEpoch, weightsSha256 },
    }));
  expect(told(after)).toEqual(told(whole));
  await expectKept(spec, after);
});

test("the best over the epochs is told with the epoch that it is of, and the one that is kept", async () => {
  const { training } = keptExperiment();
  const spec = keptExperiment({ training: { ...training, earlyStopping: null } });
  const trials = await sweep(spec);
  expect(trials.map(({ objective }) => objective)).toEqual(await bestOverEpochs(trials));
  for (const trial of trials) {
    expect(trial.keptEpoch).toBe(12);
    const direct = await evaluateKept(store, spec, trial, DATA);
    expect(direct === trial.objective).toBe(trial.objectiveEpoch === trial.keptEpoch);
  }
  expect(trials.some(({ objectiveEpoch }) => objectiveEpoch !== 12)).toBe(true);
});

function isFinished({ status }: TrialRecord): boolean {
  return status === "finished";
}
