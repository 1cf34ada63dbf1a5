/** Experiments with invented figures, written through the store's contract, for tests of what reads a store. */
import type { NetworkExperimentSpec, Point } from "study";
import type { ExperimentRecord, LabStore, Metrics, NewTrial, TrialOutcome } from "../src/store/store.ts";

/** What becomes of a trial; "ready" is not begun. */
export type Ending = "finished" | "failed" | "pruned" | "running" | "ready";

export interface SampleOptions {
  readonly name?: string;
  /** up to 4: points of the grid optimizer x learningRate; more: each with a rate of its own */
  readonly configurations?: number;
  readonly repeats?: number;
  readonly epochs?: number;
  readonly synthetic?: boolean;
  /** of a configuration; default: of the grid, or with a rate of its own */
  readonly point?: (configuration: number) => Point;
  /** its test split has no accuracy, as a regression's has none */
  readonly regression?: true;
  /** of the trial of that number; default: finished */
  readonly ending?: (number: number) => Ending;
}

export const SAMPLE_ENVIRONMENT = { minibatch: "0.1.0", node: "v26.10.0", cpu: "Invented 9000", cores: 2 } as const;
export const SAMPLE_DIAGNOSIS =
  "the loss is not finite at step 37, rate 0.1: the weights of hidden1 grew beyond the largest number; lower the learning rate";

const OPTIMIZERS = ["sgd", "adam"] as const;
const RATES = [0.1, 0.01] as const;
const GRID = OPTIMIZERS.length * RATES.length;
/** trials that are written in one transaction */
const BATCH = 500;

export function sampleSpec({
  name = "optimizers",
  configurations = GRID,
  repeats = 3,
  epochs = 5,
}: Omit<SampleOptions, "ending" | "synthetic" | "point" | "regression"> = {}): NetworkExperimentSpec {
  const isGrid = configurations <= GRID;
  const choice = (values: readonly (string | number)[], at: readonly string[]) => ({
    kind: "choice" as const,
    values: values.map((value) => ({ label: value, value })),
    at,
    when: {},
  });
  return {
    kind: "sweep",
    name,
    description: "Which optimizer learns fastest",
    data: { set: "mnist", split: "sweep", trainRows: 1000, validationRows: 200, testRows: null },
    model: {
      inputs: 784,
      layers: [
        { kind: "dense", units: 20, activation: "relu" },
        { kind: "dense", units: 10 },
      ],
      loss: "softmax-cross-entropy",
    },
    optimizer: { kind: "sgd", learningRate: 0.1 },
    training: { epochs, batchSize: 32, evaluateTrain: true, evaluateTest: true, doctor: true, earlyStopping: null },
    numerics: "strict",
    parameters: {
      optimizer: choice(OPTIMIZERS, ["optimizer.kind"]),
      learningRate: isGrid
        ? choice(RATES, ["optimizer.learningRate"])
        : { kind: "log-uniform", low: 1e-9, high: 0.2, steps: null, at: ["optimizer.learningRate"], when: {} },
    },
    search: isGrid ? { kind: "grid", together: [] } : { kind: "random", configurations },
    pruning: { kind: "none" },
    repeats,
    seed: 1,
    objective: { metric: "validation-accuracy", at: "last" },
    threshold: 0.6,
  };
}

/**
 * The figures that the trial of that configuration and repeat has after each epoch. Later configurations learn faster,
 * with some luck.
 */
export function sampleMetrics(configuration: number, repeat: number, epochs: number): Metrics {
  const overEpochs = (figure: (epoch: number) => number): Float64Array =>
    Float64Array.from({ length: epochs }, (_, i) => figure(i + 1));
  const luck = repeat / 128 + ((3 * configuration + 5 * repeat + configuration * repeat) % 7) / 1024;
  const loss = (epoch: number): number => 2.4 / (1 + ((configuration % 7) + 1) * 0.2 * epoch) + luck;
  return {
    trainLoss: overEpochs((epoch) => loss(epoch) - 0.05),
    trainAccuracy: overEpochs((epoch) => 1 - (loss(epoch) - 0.05) / 2.7),
    validationLoss: overEpochs(loss),
    validationAccuracy: overEpochs((epoch) => 1 - loss(epoch) / 2.7),
    "dense1.deadUnits": overEpochs((epoch) => Math.min(1, 0.05 * epoch)),
    "dense1.gradientNorm": overEpochs((epoch) => 1 / epoch),
  };
}

/** Makes the experiment with all its trials. Attempts and figures are the same every time; moments are the store's. */
export async function fillSampleStore(store: LabStore, options: SampleOptions = {}): Promise<ExperimentRecord> {
  const { name = "optimizers", configurations = GRID, repeats = 3, epochs = 5, synthetic = false } = options;
  const { regression = false } = options;
  const { ending = () => "finished", point = (configuration) => samplePoint(configuration, configurations) } = options;
  const experiment = await store.createExperiment({
    name,
    spec: sampleSpec({ name, configurations, repeats, epochs }),
    specSha256: "5a".repeat(32),
    data: { "train-images-idx3-ubyte.gz": "ab".repeat(32) },
    synthetic,
    codeVersion: "0.1.0",
    objective: { metric: "validationAccuracy", goal: "max" },
    expectedTrials: configurations * repeats,
  });
  const trials = Array.from({ length: configurations * repeats }, (_, number): NewTrial => {
    const [configuration, repeat] = [Math.floor(number / repeats), number % repeats];
    const parameters = point(configuration);
    return {
      number,
      configuration,
      repeat,
      parameters,
      seed: 1 + repeat,
      task: null,
      untilEpoch: epochs,
      thresholds: null,
    };
  });
  for (let from = 0; from < trials.length; from += BATCH) {
    const batch = trials.slice(from, from + BATCH);
    await store.transaction(async (inside) => {
      const ids = await inside.addTrials(experiment.id, batch);
      for (const [i, trial] of batch.entries())
        await playTrial(inside, ids[i]!, trial, ending(trial.number), regression);
    });
  }
  return experiment;
}

function samplePoint(configuration: number, configurations: number): Point {
  const learningRate = configurations <= GRID ? RATES[configuration % 2]! : 0.1 / (1 + configuration);
  return { optimizer: OPTIMIZERS[Math.floor(configuration / 2) % 2]!, learningRate };
}

async function playTrial(
  store: LabStore,
  id: number,
  trial: NewTrial,
  ending: Ending,
  regression: boolean,
): Promise<void> {
  if (ending === "ready") return;
  const taken = await store.takeTrial(id, `invented:1/${trial.number % 2}`, SAMPLE_ENVIRONMENT);
  if (taken === null) throw new Error(`The store does not hand out trial ${trial.number}, which is ready`);
  if (ending === "running") return;
  const outcome = outcomeOf(trial, ending);
  const test = outcome.test === null || !regression ? outcome.test : { ...outcome.test, accuracy: null };
  await store.endTrial(taken.lease, { ...outcome, test });
}

function outcomeOf({ configuration, repeat, number, untilEpoch }: NewTrial, status: Ending): TrialOutcome {
  const epochs = status === "finished" ? untilEpoch : Math.ceil(untilEpoch / 2);
  const metrics = sampleMetrics(configuration, repeat, epochs);
  const last = metrics.validationAccuracy![epochs - 1]!;
  const finished = status === "finished";
  return {
    status: status as "finished" | "failed" | "pruned",
    epochs,
    metrics,
    objective: finished ? last : null,
    objectiveEpoch: finished ? epochs : null,
    keptEpoch: finished ? epochs : null,
    test: finished ? { loss: metrics.validationLoss![epochs - 1]! + 0.01, accuracy: last - 0.01 } : null,
    seconds: 1.5 + number / 8,
    diagnosis: status === "failed" ? SAMPLE_DIAGNOSIS : status === "pruned" ? "worse than the median at epoch 3" : null,
    weights: finished ? new Uint8Array(Float32Array.of(configuration, repeat).buffer) : null,
    checkpoint: null,
    result: null,
  };
}
