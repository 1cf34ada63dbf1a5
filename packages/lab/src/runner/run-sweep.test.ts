import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExperimentSpec } from "study";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { queueExperiment } from "../../test/queue-experiment.ts";
import { slowCheckpoints } from "../../test/slow-checkpoints.ts";
import { drawSmallLabData } from "../../test/small-lab-data.ts";
import { OutputError } from "../errors.ts";
import { openStore } from "../store/open-store.ts";
import type { LabStore, TrialRecord } from "../store/store.ts";
import { startPool, type ThreadPool } from "../training/thread-pool.ts";
import { TRAINING_WORKER } from "../training/worker-file.ts";
import { openExperiment } from "./open-experiment.ts";
import { runSweep } from "./run-sweep.ts";
import type { SweepEvents } from "./trial-events.ts";

const DATA = drawSmallLabData();
const RECORD = { source: "file", sha256: { small: "0".repeat(64) } } as const;
const SILENT: SweepEvents = { onBegin() {}, onStart() {}, onProgress() {}, onEnd() {} };

let folder: string;
let pools: ThreadPool[] = [];
const stores: LabStore[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sweep-"));
});
afterEach(async () => {
  await Promise.all([...pools.map((pool) => pool.close()), ...stores.splice(0).map((store) => store.close())]);
  pools = [];
  rmSync(folder, { recursive: true });
});

async function sweep(
  spec: ExperimentSpec,
  options: {
    workers?: number;
    file?: string;
    events?: SweepEvents;
    signal?: AbortSignal;
    mostBlobBytes?: number;
    isSlow?: boolean;
  } = {},
) {
  const { workers = 2, events = SILENT, signal = new AbortController().signal } = options;
  const { file = `${workers}.sqlite` } = options;
  const opened = await openStore(join(folder, file), { create: true });
  stores.push(opened);
  const limited = { ...opened, mostBlobBytes: options.mostBlobBytes ?? opened.mostBlobBytes };
  const store = options.isSlow === true ? slowCheckpoints(limited) : limited;
  const experiment = await openExperiment(store, spec, RECORD);
  const pool = startPool({ count: workers, entry: TRAINING_WORKER, setup: { data: DATA, numerics: spec.numerics } });
  pools.push(pool);
  const summary = await runSweep({ store, experiment, spec, pool, environment: { test: true }, events, signal });
  return { store, summary, trials: await store.listTrials(experiment.id) };
}

/** Everything but times and attempts. */
async function figuresOf(store: LabStore, trials: readonly TrialRecord[]) {
  const metrics = await store.readMetrics(trials.map(({ id }) => id));
  return trials.map(({ id, number, parameters, seed, status, epochs, diagnosis, weightsSha256, ...trial }) => ({
    ...{ number, parameters, seed, status, epochs, diagnosis, weightsSha256 },
    ...{ objective: trial.objective, objectiveEpoch: trial.objectiveEpoch, keptEpoch: trial.keptEpoch },
    metrics: Object.fromEntries(
      Object.entries(metrics.get(id) ?? {}).map(([name, values]) => [name, Array.from(values, String)]),
    ),
  }));
}

test("a store that is removed meanwhile ends the sweep; what is trained is saved, and it goes on from there", async () => {
  const spec = queueExperiment();
  const whole = await sweep(spec, { workers: 1 });
  const file = join(folder, "removed.sqlite");
  let ends = 0;
  const removing: SweepEvents = {
    ...SILENT,
    onEnd() {
      if (++ends === 2) rmSync(file);
    },
  };
  const broken = sweep(spec, { file: "removed.sqlite", events: removing });
  await expect(broken).rejects.toThrow(OutputError);
  await expect(broken).rejects.toThrow(
    /: it was removed or renamed while it was in use; all that was trained is in \S+\.saved: move/,
  );
  renameSync(`${file}.saved`, file);
  let begun = 0;
  const after = await sweep(spec, { file: "removed.sqlite", events: { ...SILENT, onStart: () => void begun++ } });
  expect(begun).toBeLessThan(6);
  expect(await figuresOf(after.store, after.trials)).toEqual(await figuresOf(whole.store, whole.trials));
});

describe("a grid", () => {
  test("every trial ends with its figures, the doctor's among them, and its weights", async () => {
    const { store, summary, trials } = await sweep(queueExperiment());
    expect(summary.counts).toMatchObject({ finished: 6, ready: 0, running: 0, failed: 0 });
    expect(trials.map(({ parameters, seed }) => `${parameters.optimizer} ${seed}`)).toEqual([
      ...["SGD 1", "SGD 2", "SGD 3", "Adam 1", "Adam 2", "Adam 3"],
    ]);
    const [first] = await figuresOf(store, trials);
    expect(Object.keys(first!.metrics)).toEqual(
      expect.arrayContaining([
        "batchLoss",
        "trainAccuracy",
        "validationLoss",
        "layer1.deadUnits",
        "layer1.updateRatio",
      ]),
    );
    expect(first!.metrics.validationAccuracy).toHaveLength(6);
    expect(first!.objective).toBe(Number(first!.metrics.validationAccuracy![5]));
    const weights = await store.readBlob(trials[0]!.weightsSha256!);
    expect(weights).toHaveLength(4 * (20 * 8 + 8 + 8 + 1));
    expect(new Set(trials.map(({ weightsSha256 }) => weightsSha256)).size).toBe(6);
  });

  test("one worker or two give the same figures", async () => {
    const one = await sweep(queueExperiment(), { workers: 1 });
    const two = await sweep(queueExperiment(), { workers: 2 });
    expect(await figuresOf(one.store, one.trials)).toEqual(await figuresOf(two.store, two.trials));
  });

  test("stopped in the middle it goes on from its checkpoints, to the same figures", async () => {
    const spec = queueExperiment({ epochs: 30 });
    const whole = await sweep(spec, { workers: 2 });
    const controller = new AbortController();
    let ends = 0;
    const stopping: SweepEvents = {
      ...SILENT,
      onEnd: () => void ends++,
      onProgress(_thread, _trial, { epoch }) {
        if (ends >= 2 && epoch > 8) controller.abort(new Error("stopped by the test"));
      },
    };
    const options = { workers: 2, file: "stopped.sqlite", isSlow: true };
    await expect(sweep(spec, { ...options, events: stopping, signal: controller.signal })).rejects.toThrow("stopped");
    const between = await stores.at(-1)!.listTrials(1);
    expect(between.some(({ status, epochs }) => status === "ready" && epochs >= 8)).toBe(true);
    expect(between.every(({ status }) => status !== "running")).toBe(true);
    const resumed: boolean[] = [];
    const watching: SweepEvents = { ...SILENT, onStart: (_thread, _trial, isResumed) => void resumed.push(isResumed) };
    const after = await sweep(spec, { ...options, events: watching });
    expect(resumed).toContain(true);
    expect(await figuresOf(after.store, after.trials)).toEqual(await figuresOf(whole.store, whole.trials));
  });

  test("a trial that diverges, and one whose description cannot be used, are recorded and the rest go on", async () => {
    const base = queueExperiment();
    const spec = queueExperiment({
      repeats: 1,
      parameters: {
        optimizer: {
          ...(base.parameters.optimizer as Extract<(typeof base.parameters)[string], { kind: "choice" }>),
          values: [
            { label: "wild", value: { kind: "sgd", learningRate: 1e30 } },
            { label: "wrong", value: { kind: "sgd", learningRate: -1 } },
            { label: "fine", value: { kind: "sgd", learningRate: 0.1 } },
          ],
        },
      },
    });
    const { trials } = await sweep(spec, { workers: 1 });
    expect(trials.map(({ status }) => status)).toEqual(["failed", "failed", "finished"]);
    expect(trials[0]!.diagnosis).toMatch(/step \d+.*rate/);
    expect(trials[1]!.diagnosis).toMatch(/learningRate.*-1/);
    expect(trials[0]!.objective).toBeNull();
  });

  test("a trial that does not fit into memory is recorded, its thread is well, and the rest go on", async () => {
    const base = queueExperiment();
    const spec = {
      ...base,
      parameters: {
        units: {
          kind: "choice",
          at: ["model.layers[0].units"],
          when: {},
          values: [400_000_000, 4].map((units) => ({ label: units, value: units })),
        },
      },
      repeats: 1,
    } as const;
    const { trials } = await sweep(spec, { workers: 1 });
    expect(trials.map(({ status }) => status)).toEqual(["failed", "finished"]);
    expect(trials[0]!.diagnosis).toMatch(/^Cannot allocate \d+ bytes for the model: WebAssembly has at most 4 GiB/);
  });

  test.each([
    ["checkpoint", 6],
    ["weights", 1],
  ])("a trial whose %s no store takes is recorded, and the rest go on", async (what, epochs) => {
    const spec = {
      ...queueExperiment({ epochs }),
      parameters: {
        units: {
          kind: "choice",
          at: ["model.layers[0].units"],
          when: {},
          values: [256, 4, 8].map((units) => ({ label: units, value: units })),
        },
      },
      repeats: 1,
    } as const;
    const { trials } = await sweep(spec, { workers: 1, mostBlobBytes: 10_000 });
    expect(trials.map(({ status }) => status)).toEqual(["failed", "finished", "finished"]);
    expect(trials[0]!.diagnosis).toMatch(
      new RegExp(`^Cannot keep its ${what}: it takes 0.0 MB, this store at most 0.0 MB`),
    );
    expect(trials[0]).toMatchObject({ weightsSha256: null, checkpointSha256: null, objective: null });
    expect(trials[0]!.epochs).toBeLessThan(6);
  });
});

describe("what depends on earlier trials", () => {
  const HALVING = queueExperiment({
    name: "halving",
    epochs: 8,
    pruning: { kind: "successive-halving", minEpochs: 2, factor: 2, asynchronous: false },
    search: { kind: "random", configurations: 6 },
    parameters: {
      rate: { kind: "log-uniform", at: ["optimizer.learningRate"], when: {}, low: 0.001, high: 1, steps: null },
    },
    repeats: 2,
  });
  const MEDIAN = {
    ...HALVING,
    name: "median",
    pruning: { kind: "median", warmupEpochs: 2, everyEpochs: 1, wave: 2 },
  } as const;
  const TPE = {
    ...HALVING,
    name: "tpe",
    pruning: { kind: "none" },
    search: { kind: "tpe", configurations: 6, startup: 2, batch: 2, candidates: 12 },
  } as const;

  test.each([HALVING, MEDIAN, TPE])(
    "$name: the same trials to the same epochs on one worker and on three",
    async (spec) => {
      const one = await sweep(spec, { workers: 1 });
      const threads: number[] = [];
      const three = await sweep(spec, {
        workers: 3,
        events: { ...SILENT, onStart: (thread) => void threads.push(thread) },
      });
      // who found nothing to do has waited for what was decided next, and not gone
      expect(new Set(threads.slice(-4)).size).toBeGreaterThan(1);
      const figures = await figuresOf(one.store, one.trials);
      expect(figures).toHaveLength(12);
      expect(await figuresOf(three.store, three.trials)).toEqual(figures);
      const statuses = new Set(figures.map(({ status }) => status));
      expect(statuses).toEqual(new Set(spec.name === "tpe" ? ["finished"] : ["finished", "pruned"]));
    },
  );
});

test("ASHA on one worker: a configuration that is promoted goes on before the next one begins", async () => {
  const spec = queueExperiment({
    name: "asha",
    epochs: 8,
    pruning: { kind: "successive-halving", minEpochs: 2, factor: 2, asynchronous: true },
    search: { kind: "random", configurations: 6 },
    parameters: {
      rate: { kind: "log-uniform", at: ["optimizer.learningRate"], when: {}, low: 0.001, high: 1, steps: null },
    },
    repeats: 1,
  });
  const begun: { number: number; resumed: boolean }[] = [];
  const events: SweepEvents = { ...SILENT, onStart: (_, { number }, resumed) => void begun.push({ number, resumed }) };
  const { trials } = await sweep(spec, { workers: 1, events });
  expect(trials.filter(({ status }) => status === "finished").length).toBeGreaterThan(0);
  const firstResumed = begun.findIndex(({ resumed }) => resumed);
  const lastNew = begun.findLastIndex(({ resumed }) => !resumed);
  expect(firstResumed).toBeGreaterThan(0);
  expect(firstResumed).toBeLessThan(lastNew);
});

test("cancelled from elsewhere, it ends, and goes on when it is called again", async () => {
  const spec = queueExperiment({ epochs: 100 });
  let other: LabStore | null = null;
  let cancelling = null as Promise<number> | null;
  const events: SweepEvents = {
    ...SILENT,
    onProgress(_thread, _trial, { epoch }) {
      if (epoch > 5 && other !== null) cancelling ??= other.cancelExperiment(1);
    },
  };
  other = await openStore(join(folder, "2.sqlite"), { create: true });
  stores.push(other);
  const first = await sweep(spec, { events });
  await cancelling;
  expect(first.summary.counts.cancelled).toBeGreaterThanOrEqual(4);
  expect(first.summary.counts).toMatchObject({ ready: 0, running: 0 });
  await first.store.reviveExperiment(1);
  const second = await sweep(spec);
  const whole = await sweep(spec, { file: "whole.sqlite" });
  expect(await figuresOf(second.store, second.trials)).toEqual(await figuresOf(whole.store, whole.trials));
});
