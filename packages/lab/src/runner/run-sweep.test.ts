import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { queueExperiment } from "../../test/queue-experiment.ts";
import { drawSmallLabData } from "../../test/small-lab-data.ts";
import type { ExperimentSpec } from "../experiment/spec.ts";
import { startPool, type WorkerPool } from "../run/worker-pool.ts";
import { openStore } from "../store/open-store.ts";
import type { LabStore, TrialRecord } from "../store/store.ts";
import { openExperiment } from "./open-experiment.ts";
import { runSweep } from "./run-sweep.ts";
import type { SweepEvents } from "./sweep-events.ts";

const DATA = drawSmallLabData();
const ENTRY = new URL("../reproduce/worker.ts", import.meta.url);
const RECORD = { source: "file", sha256: { small: "0".repeat(64) } } as const;
const SILENT: SweepEvents = { onBegin() {}, onStart() {}, onProgress() {}, onEnd() {} };

let folder: string;
let pools: WorkerPool[] = [];
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
  options: { workers?: number; file?: string; events?: SweepEvents; signal?: AbortSignal } = {},
) {
  const { workers = 2, events = SILENT, signal = new AbortController().signal } = options;
  const { file = `${workers}.sqlite` } = options;
  const store = await openStore(join(folder, file), { create: true });
  stores.push(store);
  const experiment = await openExperiment(store, spec, RECORD);
  const pool = startPool({ count: workers, entry: ENTRY, data: DATA, numerics: spec.numerics });
  pools.push(pool);
  const summary = await runSweep({ store, experiment, spec, pool, environment: { test: true }, events, signal });
  return { store, summary, trials: await store.listTrials(experiment.id) };
}

/** Everything but times and attempts. */
async function figuresOf(store: LabStore, trials: readonly TrialRecord[]) {
  const metrics = await store.readMetrics(trials.map(({ id }) => id));
  return trials.map(({ id, number, parameters, seed, status, epochs, objective, diagnosis, weightsSha256 }) => ({
    ...{ number, parameters, seed, status, epochs, objective, diagnosis, weightsSha256 },
    metrics: Object.fromEntries(
      Object.entries(metrics.get(id) ?? {}).map(([name, values]) => [name, Array.from(values, String)]),
    ),
  }));
}

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
    const spec = queueExperiment({ epochs: 150 });
    const whole = await sweep(spec, { workers: 2 });
    const controller = new AbortController();
    let ends = 0;
    const stopping: SweepEvents = {
      ...SILENT,
      onEnd: () => void ends++,
      onProgress(_slot, _trial, { epoch }) {
        if (ends >= 2 && epoch > 20) controller.abort(new Error("stopped by the test"));
      },
    };
    const options = { workers: 2, file: "stopped.sqlite" };
    await expect(sweep(spec, { ...options, events: stopping, signal: controller.signal })).rejects.toThrow("stopped");
    const between = await stores.at(-1)!.listTrials(1);
    expect(between.some(({ status, epochs }) => status === "ready" && epochs >= 20)).toBe(true);
    expect(between.every(({ status }) => status !== "running")).toBe(true);
    const resumed: boolean[] = [];
    const watching: SweepEvents = { ...SILENT, onStart: (_slot, _trial, isResumed) => void resumed.push(isResumed) };
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
});
