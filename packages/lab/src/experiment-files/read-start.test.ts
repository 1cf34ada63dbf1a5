/** Experiments that start from another network: their file, what is taken, who else finds it, what is refused. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTrainer, type ModelInput, restoreTrainer } from "minibatch";
import {
  buildNetworkTask,
  type ExperimentInput,
  type NetworkExperimentSpec,
  type StartInput,
  type TrainTask,
} from "study";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tellStart } from "../cli/sweeping/tell-start.ts";
import { NotHereError } from "../errors.ts";
import { SetLibrary } from "../queue/set-library.ts";
import { WorkExperiments } from "../queue/work-experiments.ts";
import { loadContents } from "../runner/experiment-contents.ts";
import { openExperiment } from "../runner/open-experiment.ts";
import { openStore } from "../store/open-store.ts";
import { executeTrain } from "../training/execute-train.ts";
import { planForks } from "../training/plan-forks.ts";
import { NO_LIMITS } from "../training/task.ts";
import type { TrainingSets } from "../training/training-data.ts";
import { completeExperiment } from "./complete-experiment.ts";

const folder = mkdtempSync(join(tmpdir(), "start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function model(last: string, units = 2): ModelInput {
  return {
    inputs: 2,
    layers: [
      { kind: "dense", name: "body", units: 4, activation: "relu" },
      { kind: "dense", name: last, units },
    ],
    loss: "softmax-cross-entropy",
  };
}

beforeAll(async () => {
  using trainer = await createTrainer({ model: model("head"), optimizer: "adam", seed: 77 });
  writeFileSync(join(folder, "base.minibatch"), trainer.checkpoint());
  writeFileSync(join(folder, "no-model.minibatch"), "no model");
});

function experiment(start: StartInput | null | undefined, change: Partial<ExperimentInput> = {}): ExperimentInput {
  return {
    name: "next",
    data: { set: "circles", rows: 100 },
    model: model("tail"),
    optimizer: "adam",
    training: { epochs: 1 },
    ...(start !== undefined && { start }),
    ...change,
  };
}

const body = { model: "base.minibatch", layers: ["body"] };

const trainHere = (task: TrainTask, data: TrainingSets) => {
  let weights = new Uint8Array(0);
  const context = { forks: [], handOver() {}, limits: NO_LIMITS, progress() {}, checkpoint: async () => {} };
  const signal = new AbortController().signal;
  const handInWeights = (bytes: Uint8Array): void => {
    weights = Uint8Array.from(bytes);
  };
  const given = { ...context, data, numerics: "strict", resumeFrom: null, signal, handInWeights } as const;
  return executeTrain(task, given).then((result) => ({ ...result, weights }));
};

test("an experiment without one is what it was, and null says the same", async () => {
  const { spec, start } = await completeExperiment(experiment(undefined), folder);
  expect([start, "start" in spec]).toEqual([null, false]);
  expect((await completeExperiment(experiment(null), folder)).spec).toEqual(spec);
});

test("its file is named by its content; what is taken is told, and a trial begins with it", async () => {
  const { spec, start } = await completeExperiment(experiment(body), folder);
  const { sha256 } = (spec as NetworkExperimentSpec).start!;
  expect((spec as NetworkExperimentSpec).start).toEqual({ ...body, sha256, strict: true });
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  const lines: string[] = [];
  tellStart(spec, start, { onLine: (line) => void lines.push(line) });
  expect(lines).toEqual([
    "Starts from base.minibatch: body.weights, body.biases; not taken: head.weights, head.biases.",
  ]);
  const library = new SetLibrary(async () => ({ sets: {}, records: {} }) as never);
  const { sets, files } = await loadContents(spec, null, (names) => library.load(names), null, start!.bytes);
  expect(files).toEqual([start!.bytes]);
  const task = buildNetworkTask(spec as NetworkExperimentSpec, {}, 5, "next/0");
  using base = await restoreTrainer(start!.bytes);
  // at a rate of 0 a training leaves what it began with
  const still = { ...task, optimizer: { ...task.optimizer, learningRate: 0 } };
  const { weights } = await trainHere(still, sets);
  const [bodyWeights] = base.weights();
  expect(new Float32Array(weights.buffer, 0, bodyWeights!.values.length)).toEqual(bodyWeights!.values);
  const cold = await trainHere({ ...still, start: { ...task.start!, layers: [] } }, sets);
  expect(cold.weights).not.toEqual(weights);
  expect(planForks([task, { ...task, id: "other", start: { ...task.start!, layers: [] } }]).size).toBe(0);
  expect(planForks([task, { ...task, id: "other" }]).size).toBe(1);
});

test("a parameter at start.layers compares how much is taken; it fits hidden layers, too", async () => {
  const parameters = {
    from: {
      at: "start.layers",
      values: [
        { label: "none", value: [] },
        { label: "body", value: ["body"] },
      ],
    },
  };
  const { spec } = await completeExperiment(experiment(body, { parameters }), folder);
  const layersOf = (from: string) => buildNetworkTask(spec as NetworkExperimentSpec, { from }, 1, "a").start!.layers;
  expect([layersOf("none"), layersOf("body")]).toEqual([[], ["body"]]);
});

test("a worker elsewhere has it from the store, or from its folder; one that has neither leaves it to others", async () => {
  const read = await completeExperiment(experiment(body), folder);
  const library = new SetLibrary(async () => ({ sets: {}, records: {} }) as never);
  for (const travels of [true, false]) {
    const store = await openStore(join(folder, `${travels}.sqlite`));
    try {
      const { record, files } = await loadContents(
        read.spec,
        null,
        (names) => library.load(names),
        null,
        read.start!.bytes,
      );
      const { id } = await openExperiment(store, read.spec, record, travels ? files : []);
      const workIn = (moduleFolder: string | null) =>
        new WorkExperiments(store, library, { moduleFolder, known: null }, () => {}).open(id);
      const found = await workIn(travels ? join(folder, "elsewhere") : folder);
      const { sha256 } = (read.spec as NetworkExperimentSpec).start!;
      expect(found!.sets[`start ${sha256}`]).toEqual(Uint8Array.from(read.start!.bytes));
      if (travels) continue;
      const left = workIn(join(folder, "elsewhere"));
      await expect(left).rejects.toThrow(NotHereError);
      await expect(left).rejects.toThrow("the store keeps no file of the size of base.minibatch");
    } finally {
      await store.close();
    }
  }
});

test("another file of the same name is not what a complete experiment began with, unless the store kept that", async () => {
  copyFileSync(join(folder, "base.minibatch"), join(folder, "gone.minibatch"));
  const { spec, start } = await completeExperiment(experiment({ ...body, model: "gone.minibatch" }), folder);
  using other = await createTrainer({ model: model("head"), optimizer: "adam", seed: 78 });
  writeFileSync(join(folder, "gone.minibatch"), other.checkpoint());
  await expect(completeExperiment(spec as ExperimentInput, folder)).rejects.toThrow(
    "start.model: cannot be gone.minibatch: the experiment began with another file of that name; put that back, or leave " +
      "sha256 out",
  );
  rmSync(join(folder, "gone.minibatch"));
  const kept = { readBlob: async () => start!.bytes };
  expect((await completeExperiment(spec as ExperimentInput, folder, kept)).spec).toEqual(spec);
});

test.each<[unknown, Partial<ExperimentInput>, string | RegExp]>([
  [{ model: "nothing.minibatch" }, {}, /^start\.model: Cannot read .*nothing\.minibatch: there is no such file/],
  [{ model: "." }, {}, /^start\.model: Cannot read .*: it is a folder, should be a file; name a file$/],
  [
    { model: "no-model.minibatch" },
    {},
    "start: does not fit no-model.minibatch: Cannot read the checkpoint: it does not begin with MBCKPT",
  ],
  [
    { model: "base.minibatch" },
    {},
    "start: does not fit base.minibatch: Cannot start from the model: it has no tail.weights; name the layers that match, or give strict: false",
  ],
  [
    { model: "base.minibatch", layers: ["bdy"] },
    {},
    'start.layers[0]: cannot be "bdy": the model has no such layer with tensors; it has body, tail',
  ],
  [
    { model: "base.minibatch", layers: "body" },
    {},
    'start.layers: cannot use "body": it must be a list of layers\' names',
  ],
  [
    { model: "base.minibatch", layer: ["body"] },
    {},
    "start.layer: cannot be read: a start has no such field; did you mean layers?",
  ],
  [
    { model: 3 },
    {},
    "start.model: cannot use 3: it must be the file of a trained network, from the experiment's folder",
  ],
  [
    body,
    { parameters: { from: { at: "start.model", values: ["a", "b"] } } },
    "parameters.from.at: cannot be start.model: an experiment starts from one network; vary start.layers, with [] for none",
  ],
  [
    undefined,
    { parameters: { from: { at: "start.layers", values: { body: ["body"], none: [] } } } },
    "parameters.from.at: start.layers goes through start, which is not there: write start with its model",
  ],
])("%j is refused in one line", async (start, change, message) => {
  const read = completeExperiment(experiment(start as StartInput, change), folder);
  await expect(read).rejects.toThrow(message);
  await expect(read).rejects.not.toThrow("\n");
});
