/**
 * Plausible whole experiments, drawn by formulas and never measured: what the tests of the experiment's page render.
 */
import { type NetworkExperimentSpec, type ParameterSpec, type Point, TRIAL_STATUSES, type TrialStatus } from "study";
import type { ExperimentPageInput } from "../src/experiment-page/experiment-page-input.ts";
import { sequenceNetwork } from "../src/reproduce/problems/models.ts";
import type { ExperimentSummary, Metrics, TrialRecord } from "../src/store/store.ts";

/** In [0, 1), the fractional part of a sine: scattered enough for a picture, the same every time. */
function scatter(index: number): number {
  const value = Math.sin(index * 12.9898 + 4.1414) * 43758.5453;
  return value - Math.floor(value);
}

/** Roughly normal, variance 1. */
function wobble(index: number): number {
  return (scatter(index) + scatter(index + 0.31) + scatter(index + 0.67) - 1.5) * 2;
}

/** How a trial shall go: where it settles, how fast, and how far it gets. */
export interface InventedTrial {
  /** accuracy, or R^2-like share, that it tends to */
  readonly end: number;
  /** epochs until it is two thirds there */
  readonly speed: number;
  readonly status: TrialStatus;
  /** at most the experiment's */
  readonly epochs: number;
  readonly diagnosis?: string;
}

function settle(start: number, end: number, speed: number, epochs: number, noise: number, salt: number): number[] {
  return Array.from(
    { length: epochs },
    (_, i) => end + (start - end) * Math.exp(-(i + 1) / speed) + wobble(salt * 977 + i) * noise,
  );
}

function inventMetrics({ end, speed, epochs, status }: InventedTrial, salt: number, classifies: boolean): Metrics {
  const luck = wobble(salt * 131 + 7) * 0.004;
  const losses = {
    trainLoss: settle(0.72, (1 - end) * 1.1 - luck, speed, epochs, 0.003, salt + 1),
    validationLoss: settle(0.72, (1 - end) * 1.25 - luck, speed, epochs, 0.006, salt + 2),
  };
  const diverges = status === "failed" && epochs > 0;
  const spoil = (values: number[], last: number) => (diverges ? [...values.slice(0, -1), last] : values);
  const figures = {
    trainLoss: spoil(losses.trainLoss, Number.NaN),
    validationLoss: spoil(losses.validationLoss, Number.NaN),
    "hidden1.deadUnits": settle(0, 0.05, 10, epochs, 0, salt),
  };
  if (!classifies) return { ...figures, trainAccuracy: losses.trainLoss.map(() => Number.NaN) };
  return {
    ...figures,
    trainAccuracy: settle(0.5, Math.min(1, end + 0.02 + luck), speed, epochs, 0.002, salt + 3),
    validationAccuracy: settle(0.5, end + luck, speed, epochs, 0.005, salt + 4),
  };
}

function hash(salt: number): string {
  return Array.from({ length: 64 }, (_, i) => Math.floor(scatter(salt * 131 + i) * 16).toString(16)).join("");
}

const generatedAt = new Date("2026-11-25T12:00:00Z");

export interface InventedExperiment {
  readonly spec: NetworkExperimentSpec;
  readonly points: readonly Point[];
  readonly synthetic: boolean;
  invent(configuration: number, repeat: number): InventedTrial;
}

function inventTrial(
  { spec, invent }: InventedExperiment,
  point: Point,
  configuration: number,
  repeat: number,
): { trial: TrialRecord; metrics: Metrics } {
  const number = configuration * spec.repeats + repeat;
  const plan = invent(configuration, repeat);
  const classifies = spec.model.loss !== "mean-squared-error";
  const metrics = inventMetrics(plan, number + 1, classifies);
  const name = spec.objective.metric.replace(/-(.)/, (_, letter: string) => letter.toUpperCase());
  const isDone = plan.status === "finished" || plan.status === "pruned";
  const objective = isDone ? (metrics[name]?.[plan.epochs - 1] ?? null) : null;
  const hasBegun = plan.status !== "ready";
  const trial: TrialRecord = {
    id: 1000 + number,
    experimentId: 7,
    number,
    configuration,
    repeat,
    parameters: point,
    seed: spec.seed + repeat,
    task: null,
    untilEpoch: spec.training.epochs,
    thresholds: null,
    status: plan.status,
    attempts: hasBegun ? 1 : 0,
    epochs: plan.epochs,
    objective,
    objectiveEpoch: objective === null ? null : plan.epochs,
    keptEpoch: objective === null ? null : plan.epochs,
    test: null,
    seconds: plan.epochs * (0.4 + 0.05 * scatter(number)),
    diagnosis: plan.diagnosis ?? null,
    weightsSha256: plan.status === "finished" ? hash(number) : null,
    checkpointSha256: null,
    startedAt: hasBegun ? new Date(generatedAt.getTime() - 3_600_000 + number * 1000) : null,
    endedAt: isDone ? new Date(generatedAt.getTime() - 3_500_000 + number * 1000) : null,
  };
  return { trial, metrics };
}

/** Of an experiment whose networks the library trains. */
export interface NetworkPageInput extends ExperimentPageInput {
  readonly spec: NetworkExperimentSpec;
}

/** The whole input of a page; the best spec is that of the best finished trial. */
export function inventExperiment(experiment: InventedExperiment): NetworkPageInput {
  const { spec, points, synthetic } = experiment;
  const invented = points.flatMap((point, configuration) =>
    Array.from({ length: spec.repeats }, (_, repeat) => inventTrial(experiment, point, configuration, repeat)),
  );
  const trials = invented.map(({ trial }) => trial);
  const goal = spec.objective.metric.endsWith("loss") ? "min" : "max";
  const finished = trials.filter(({ status }) => status === "finished");
  const sign = goal === "max" ? -1 : 1;
  const best = [...finished].sort((a, b) => sign * ((a.objective as number) - (b.objective as number)))[0];
  const count = (status: TrialStatus) => trials.filter((trial) => trial.status === status).length;
  const summary: ExperimentSummary = {
    name: spec.name,
    spec,
    specSha256: hash(3),
    data: { "binary_random_sp2019.hdf5": hash(4) },
    synthetic,
    codeVersion: "0.1.0",
    objective: { metric: spec.objective.metric, goal },
    expectedTrials: trials.length,
    id: 7,
    createdAt: new Date("2026-11-25T10:00:00Z"),
    priority: 0,
    cancelled: false,
    counts: Object.fromEntries(TRIAL_STATUSES.map((status) => [status, count(status)])) as ExperimentSummary["counts"],
    best:
      best === undefined
        ? null
        : {
            objective: best.objective as number,
            trial: best.number,
            objectiveEpoch: best.objectiveEpoch,
            keptEpoch: best.keptEpoch,
          },
    seconds: trials.reduce((sum, { seconds }) => sum + seconds, 0),
  };
  const { parameters, search, pruning, repeats, threshold, ...rest } = spec;
  return {
    summary,
    spec,
    trials,
    metrics: new Map(invented.map(({ trial, metrics }) => [trial.id, metrics])),
    environments: [
      { minibatch: "0.1.0", node: "v26.10.0", platform: "linux x64", cpu: "Invented CPU", cores: 2, numerics: "fast" },
    ],
    best:
      best === undefined
        ? null
        : {
            trial: best.number,
            spec: JSON.parse(JSON.stringify({ ...rest, seed: best.seed, applied: best.parameters })),
          },
    generatedAt,
    version: "0.1.0",
  };
}

function choice(...labels: (string | number)[]): ParameterSpec {
  return { kind: "choice", values: labels.map((label) => ({ label, value: label })), at: ["optimizer"], when: {} };
}

const base: NetworkExperimentSpec = {
  kind: "sweep",
  name: "optimizers",
  description: "Three optimizers at their default rates on the typed sequences.",
  data: { set: "sequences", split: "random", splitSeed: 1, rows: null },
  model: sequenceNetwork(),
  optimizer: { kind: "sgd", flavour: "keras2" },
  training: { epochs: 50, batchSize: 16, evaluateTrain: true, evaluateTest: false, doctor: false, earlyStopping: null },
  numerics: "fast",
  parameters: { optimizer: choice("SGD", "RMSprop", "Adam") },
  search: { kind: "grid", together: [] },
  pruning: { kind: "none" },
  repeats: 5,
  seed: 1,
  objective: { metric: "validation-accuracy", at: "last" },
  threshold: 0.56,
};

const finished = (end: number, speed: number, epochs = 50): InventedTrial => ({
  end,
  speed,
  status: "finished",
  epochs,
});

/** 3 optimizers x 5 seeds: SGD is behind, the other two cannot be told apart. */
export const optimizersExperiment: NetworkPageInput = inventExperiment({
  spec: base,
  points: ["SGD", "RMSprop", "Adam"].map((optimizer) => ({ optimizer })),
  synthetic: false,
  invent: (configuration) =>
    finished([0.548, 0.59, 0.591][configuration] as number, [30, 9, 7][configuration] as number),
});

const searchParameters: Readonly<Record<string, ParameterSpec>> = {
  optimizer: choice("sgd", "rmsprop", "adam"),
  learningRate: { kind: "log-uniform", low: 1e-4, high: 0.3, steps: null, at: ["optimizer.learningRate"], when: {} },
  momentum: {
    kind: "uniform",
    low: 0,
    high: 0.99,
    steps: null,
    at: ["optimizer.momentum"],
    when: { optimizer: ["sgd"] },
  },
  units: { kind: "integer", low: 16, high: 256, steps: null, at: ["model.layers[0].units"], when: {} },
  dropout: { kind: "uniform", low: 0, high: 0.5, steps: null, at: ["model.layers[1].rate"], when: {} },
};

function drawPoint(configuration: number): Point {
  const draw = (salt: number) => scatter(configuration * 17 + salt);
  const optimizer = ["sgd", "rmsprop", "adam"][Math.floor(draw(1) * 3)] as string;
  return {
    optimizer,
    learningRate: Number((1e-4 * (0.3 / 1e-4) ** draw(2)).toPrecision(6)),
    ...(optimizer === "sgd" ? { momentum: Number((draw(3) * 0.99).toPrecision(6)) } : {}),
    units: 16 + Math.floor(draw(4) * 241),
    dropout: Number((draw(5) * 0.5).toPrecision(6)),
  };
}

function fitness(point: Point): number {
  const rate = Math.log10(point.learningRate as number);
  const best = point.optimizer === "sgd" ? -1.2 : -2.6;
  const off = (rate - best) / 1.6;
  const units = Math.log2(point.units as number) / 8;
  return 0.62 + 0.33 * Math.exp(-off * off) * (0.85 + 0.15 * units) - 0.03 * (point.dropout as number);
}

/** `configurations` random points x `repeats`: some fail, some are pruned. */
export function inventSearch(configurations: number, repeats: number, epochs: number): NetworkPageInput {
  const points = Array.from({ length: configurations }, (_, configuration) => drawPoint(configuration));
  return inventExperiment({
    spec: {
      ...base,
      name: "random-search",
      description: "A random search over optimizer, rate, momentum, width and dropout.",
      parameters: searchParameters,
      search: { kind: "random", configurations },
      pruning: { kind: "median", warmupEpochs: 5, everyEpochs: 1, wave: 10 },
      training: { ...base.training, epochs },
      repeats,
      threshold: 0.9,
    },
    points,
    synthetic: true,
    invent: (configuration, repeat) => {
      const point = points[configuration] as Point;
      const end = fitness(point);
      const rate = point.learningRate as number;
      if (rate > 0.12 && point.optimizer !== "sgd") {
        const at = 2 + Math.floor(scatter(configuration) * 4);
        const step = at * 40 + repeat;
        const diagnosis = `Training stopped at step ${step} (epoch ${at}): the weights of hidden1 are NaN; the learning rate ${rate} is probably too large`;
        return { end: 0.5, speed: 4, status: "failed", epochs: at, diagnosis };
      }
      if (end < 0.66 && configuration >= 10) {
        const at = 6 + Math.floor(scatter(configuration * 3) * 5);
        const diagnosis = `Pruned at epoch ${at}: its best validation accuracy so far is below the median of earlier configurations`;
        return { end, speed: 8, status: "pruned", epochs: Math.min(at, epochs), diagnosis };
      }
      return finished(end, 3 + 12 * scatter(configuration * 5), epochs);
    },
  });
}

/** One numeric parameter, a regression, trials that early stopping ended, a single repeat of the last configuration. */
export const regressionExperiment: NetworkPageInput = inventExperiment({
  spec: {
    ...base,
    name: "rates",
    description: "",
    model: { ...base.model, loss: "mean-squared-error" },
    parameters: {
      learningRate: { kind: "log-uniform", low: 1e-3, high: 1, steps: 6, at: ["optimizer.learningRate"], when: {} },
    },
    training: {
      ...base.training,
      earlyStopping: { metric: "validation-loss", patience: 5, minDelta: 0, restoreBest: false },
    },
    objective: { metric: "validation-loss", at: "best" },
    threshold: null,
    repeats: 4,
  },
  points: [0.001, 0.004, 0.016, 0.063, 0.25, 1].map((learningRate) => ({ learningRate })),
  synthetic: false,
  invent: (configuration, repeat) =>
    configuration === 5 && repeat > 0
      ? {
          end: 0.5,
          speed: 1,
          status: "failed",
          epochs: 1,
          diagnosis: "Training stopped at step 9: the loss is Infinity",
        }
      : finished(0.5 + 0.08 * configuration, 30 / (configuration + 1), 50 - configuration * 6 - repeat),
});

/** Parameters that apply to one optimizer each, fewer epochs than whiskers, and a rate at which every trial fails. */
export const conditionalExperiment: NetworkPageInput = inventExperiment({
  spec: {
    ...base,
    name: "conditional",
    description: "Rates of their own for SGD and Adam.",
    parameters: {
      optimizer: choice("sgd", "adam"),
      "sgd-rate": { ...choice(0.01, 0.1, 1e20), at: ["optimizer.learningRate"], when: { optimizer: ["sgd"] } },
      "adam-rate": { ...choice(0.001, 0.01), at: ["optimizer.learningRate"], when: { optimizer: ["adam"] } },
    },
    training: { ...base.training, epochs: 3 },
    repeats: 3,
    threshold: null,
  },
  points: [
    { optimizer: "sgd", "sgd-rate": 0.01 },
    { optimizer: "sgd", "sgd-rate": 0.1 },
    { optimizer: "sgd", "sgd-rate": 1e20 },
    { optimizer: "adam", "adam-rate": 0.001 },
    { optimizer: "adam", "adam-rate": 0.01 },
  ],
  synthetic: false,
  invent: (configuration, repeat) =>
    configuration === 2
      ? {
          ...{ end: 0.5, speed: 1, status: "failed", epochs: 0 },
          diagnosis: `Training stopped at step ${2 + repeat}: the output of layer2 is ${repeat === 1 ? "-" : ""}Infinity at index 0 (learning rate 100000000000000000000); lower the learning rate`,
        }
      : finished([0.6, 0.7, 0, 0.71, 0.69][configuration] as number, 2, 3),
});

/** Everything of one status: nothing finished yet, all failed. */
export function inventUniform(status: TrialStatus): NetworkPageInput {
  return inventExperiment({
    spec: base,
    points: ["SGD", "RMSprop", "Adam"].map((optimizer) => ({ optimizer })),
    synthetic: false,
    invent: () => ({
      end: 0.55,
      speed: 10,
      status,
      epochs: status === "ready" ? 0 : 3,
      ...(status === "failed" ? { diagnosis: "Out of memory: 4 GB were asked for, 2 GB are there" } : {}),
    }),
  });
}

/** One trial of one configuration without parameters. */
export const singleExperiment: NetworkPageInput = inventExperiment({
  spec: { ...base, name: "single", parameters: {}, repeats: 1 },
  points: [{}],
  synthetic: false,
  invent: () => finished(0.59, 8),
});
