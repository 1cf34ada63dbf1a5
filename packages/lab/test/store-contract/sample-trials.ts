/** Experiments, trials and outcomes for tests of stores: complete, with what a test is about overridden. */
import { randomBytes } from "node:crypto";
import type {
  ExperimentRecord,
  LabStore,
  NewExperiment,
  NewTrial,
  TakenTrial,
  TrialOutcome,
} from "../../src/store/store.ts";

export const ENVIRONMENT = { host: "ann", cores: 2, node: "26.0.0" } as const;

export function sampleExperiment(changes: Partial<NewExperiment> = {}): NewExperiment {
  return {
    name: `sample-${crypto.randomUUID()}`,
    spec: { kind: "sweep" },
    specSha256: "ab".repeat(32),
    data: { "train-images-idx3-ubyte.gz": "cd".repeat(32) },
    synthetic: false,
    codeVersion: "0.1.0",
    objective: { metric: "validationAccuracy", goal: "max" },
    expectedTrials: 4,
    ...changes,
  };
}

/** Trials 0 to count - 1, two repeats per configuration. */
export function sampleTrials(count: number, changes: Partial<NewTrial> = {}): NewTrial[] {
  return Array.from({ length: count }, (_, number) => ({
    number,
    configuration: Math.floor(number / 2),
    repeat: number % 2,
    parameters: { "optimizer.learningRate": 0.1 / (1 + number), activation: "relu" },
    seed: 20 + (number % 2),
    task: null,
    untilEpoch: 10,
    thresholds: null,
    ...changes,
  }));
}

export function sampleOutcome(changes: Partial<TrialOutcome> = {}): TrialOutcome {
  return {
    status: "finished",
    epochs: 2,
    metrics: { trainLoss: [0.5, 0.25], validationAccuracy: [0.75, 0.875] },
    objective: 0.875,
    objectiveEpoch: 2,
    keptEpoch: 2,
    test: { loss: 0.3, accuracy: 0.85 },
    seconds: 1.5,
    diagnosis: null,
    weights: uniqueBytes(),
    checkpoint: null,
    result: null,
    ...changes,
  };
}

/** Bytes that no other test stores. */
export function uniqueBytes(length = 64): Uint8Array {
  return new Uint8Array(randomBytes(length));
}

export async function addExperiment(
  store: LabStore,
  trials: number,
  changes: Partial<NewExperiment> = {},
): Promise<{ experiment: ExperimentRecord; ids: number[] }> {
  const experiment = await store.createExperiment(sampleExperiment(changes));
  return { experiment, ids: await store.addTrials(experiment.id, sampleTrials(trials)) };
}

export async function takeNext(store: LabStore, experimentId: number): Promise<TakenTrial> {
  const taken = await store.takeNextTrial(experimentId, "ann:1/0", ENVIRONMENT);
  if (taken === null) throw new Error("no trial is ready");
  return taken;
}

/** Takes the next trial and ends it. */
export async function endNext(
  store: LabStore,
  experimentId: number,
  changes: Partial<TrialOutcome> = {},
): Promise<TakenTrial> {
  const taken = await takeNext(store, experimentId);
  if (!(await store.endTrial(taken.lease, sampleOutcome(changes)))) throw new Error("the lease did not count");
  return taken;
}
