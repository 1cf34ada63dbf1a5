/**
 * Draws trainings over all that the library had when they were recorded: each kind comes again after as many trainings
 * as there are of it.
 */
import { activations } from "../../src/activations/activations.ts";
import { initializers } from "../../src/initializers/initializers.ts";
import type { LossKind } from "../../src/losses/losses.ts";
import type { LayerInput } from "../../src/model/define-model.ts";
import { RULES } from "../../src/optimizers/rules.ts";
import type { Flavour, OptimizerKind } from "../../src/optimizers/spec.ts";
import { below } from "../../src/random/below.ts";
import { createStream, type Stream } from "../../src/random/stream.ts";
import type { EarlyStopping } from "../../src/train/fit-options.ts";
import type { DrawnData, DrawnFit, DrawnTraining } from "./recorded-training.ts";

/** Options that lead to another formula than the defaults do. */
const VARIANTS: Readonly<Partial<Record<OptimizerKind, readonly object[]>>> = {
  sgd: [{ momentum: 0.9 }, { momentum: 0.9, nesterov: true }],
  rmsprop: [{ momentum: 0.9 }, { centered: true }, { centered: true, momentum: 0.9 }],
  adam: [{ amsgrad: true }],
  adamw: [{ amsgrad: true }],
};

const OPTIMIZERS: readonly object[] = Object.entries(RULES).flatMap(([kind, rule]) =>
  Object.keys(rule.flavours).flatMap((flavour) => {
    const variants = flavour === "keras2" && kind === "rmsprop" ? [] : (VARIANTS[kind as OptimizerKind] ?? []);
    return [{}, ...variants].map((options) => ({ kind, flavour, ...options }));
  }),
);

const SCHEDULES: readonly object[] = [
  { kind: "constant" },
  { kind: "step", at: [1, 2], factor: 0.5 },
  { kind: "step", unit: "step", at: [3, 7], factor: 0.3 },
  { kind: "exponential", factor: 0.7, every: 1 },
  { kind: "exponential", unit: "step", factor: 0.9, every: 3, staircase: true },
  { kind: "inverse-time", decay: 0.5, every: 1 },
  { kind: "inverse-time", unit: "step", decay: 0.1, every: 2, staircase: true },
  { kind: "polynomial", over: 3, end: 0.1, power: 2 },
  { kind: "polynomial", unit: "step", over: 10, end: 0.01, power: 1 },
  { kind: "cosine", over: 3, warmup: 1 },
  { kind: "cosine", unit: "step", over: 6, end: 0.05, restarts: 2, restartFactor: 2 },
  { kind: "one-cycle", over: 4 },
  { kind: "one-cycle", unit: "step", over: 12, up: 0.4 },
  { kind: "reduce-on-plateau", metric: "validation-loss", patience: 1, factor: 0.4 },
  {
    kind: "reduce-on-plateau",
    metric: "train-loss",
    patience: 1,
    factor: 0.5,
    minDelta: 0.05,
    cooldown: 1,
    minFactor: 0.1,
  },
];

const ACTIVATIONS: readonly (string | object)[] = [
  ...Object.keys(activations),
  { kind: "leaky-relu", slope: 0.2 },
  { kind: "elu", alpha: 0.7 },
];

const INITIALIZERS: readonly (string | object)[] = [
  ...Object.keys(initializers).filter((kind) => !["constant", "uniform", "normal", "truncated-normal"].includes(kind)),
  { kind: "constant", value: 0.1 },
  { kind: "uniform", low: -0.2, high: 0.3 },
  { kind: "normal", mean: 0, sd: 0.2 },
  { kind: "truncated-normal", mean: 0.05, sd: 0.3 },
  { kind: "glorot-normal", truncated: false },
  { kind: "orthogonal", gain: 1.4 },
];

const PENALTIES: readonly object[] = [{}, { l2: 1e-3 }, { l1: 1e-4 }, { l1: 1e-4, l2: 1e-3 }];
const UNITS = [1, 3, 7, 8, 13, 16, 20, 33, 52, 64, 200];
const FEATURES = [1, 2, 5, 20, 37, 64, 100, 130, 784];
const BATCHES = [1, 4, 7, 10, 16, 32, 50, 64];
const METRICS: readonly EarlyStopping["metric"][] = [
  "validation-loss",
  "validation-accuracy",
  "train-loss",
  "train-accuracy",
];

const CLIPPING: Readonly<Record<Flavour, readonly object[]>> = {
  keras2: [{}, {}, { clipValue: 0.05 }, { clipNorm: 0.3 }],
  keras3: [{}, {}, { clipValue: 0.05 }, { clipNorm: 0.3 }, { globalClipNorm: 0.5 }],
  torch: [{}, {}, { clipValue: 0.05 }, { globalClipNorm: 0.5 }],
  paper: [{}, {}, { clipValue: 0.05 }, { globalClipNorm: 0.5 }],
};

type Draw = <T>(values: readonly T[]) => T;

/** Training `index` of the list that the seed gives. */
export function drawTraining(seed: number, index: number): DrawnTraining {
  const stream = createStream(seed, "search", index);
  const draw: Draw = (values) => values[below(stream, values.length)] as (typeof values)[number];
  const chance = (percent: number): boolean => below(stream, 100) < percent;
  const loss: LossKind = (["softmax-cross-entropy", "sigmoid-binary-cross-entropy", "mean-squared-error"] as const)[
    index % 3
  ];
  const outputs = loss === "softmax-cross-entropy" ? draw([2, 3, 5, 10]) : draw([1, 2, 4]);
  const features = draw(FEATURES);
  const hasValidation = chance(70);
  const data: DrawnData = {
    ...{ seed: index, features, outputs },
    rows: draw([9, 40, 65, 100, 130]),
    validationRows: hasValidation ? draw([5, 30, 70]) : 0,
    fill: draw([5, 20, 50, 100]),
    storage: draw(["float32", "float32", "bytes", "compressed"]),
    targets:
      loss === "softmax-cross-entropy"
        ? draw(["classes", "classes", "shares"])
        : loss === "mean-squared-error"
          ? "numbers"
          : "bits",
  };
  const canWatch = METRICS.filter(
    (metric) =>
      (hasValidation || metric.startsWith("train")) && (loss !== "mean-squared-error" || metric.endsWith("loss")),
  );
  const optimizer = drawOptimizer(index, hasValidation, draw, chance);
  const fits = drawFits(data, canWatch, usesTrainLoss(optimizer), draw, chance);
  const steps = Math.ceil(data.rows / (fits[0].batchSize ?? Math.min(32, data.rows)));
  return {
    name: String(index).padStart(3, "0"),
    seed: below(stream, 1000),
    model: { inputs: features, layers: drawLayers(index, loss, outputs, stream, draw, chance), loss },
    optimizer,
    data,
    fits,
    stopAt: chance(35) ? 1 + below(stream, steps * fits[0].epochs) : null,
  };
}

function drawOptimizer(
  index: number,
  hasValidation: boolean,
  draw: Draw,
  chance: (percent: number) => boolean,
): DrawnTraining["optimizer"] {
  const given = OPTIMIZERS[index % OPTIMIZERS.length] as { kind: OptimizerKind; flavour: Flavour };
  const schedules = SCHEDULES.filter(
    (schedule) => hasValidation || !("metric" in schedule && schedule.metric === "validation-loss"),
  );
  const isTorch = given.flavour === "torch";
  return {
    ...given,
    // some diverge
    ...(chance(8)
      ? { learningRate: 1e30 }
      : given.kind === "adadelta"
        ? {}
        : { learningRate: draw([0.001, 0.01, 0.05, 0.3]) }),
    schedule: schedules[index % schedules.length],
    ...draw(CLIPPING[given.flavour]),
    ...(given.flavour === "keras2" && given.kind !== "nadam" && chance(30) ? { decay: 0.01 } : {}),
    ...(given.flavour !== "keras2" && chance(30) ? { weightDecay: draw([0.001, 0.05]) } : {}),
    ...(isTorch && given.kind === "sgd" && "momentum" in given && !("nesterov" in given) && chance(50)
      ? { dampening: 0.1 }
      : {}),
  } as DrawnTraining["optimizer"];
}

function usesTrainLoss({ schedule }: DrawnTraining["optimizer"]): boolean {
  return typeof schedule === "object" && "metric" in schedule && schedule.metric === "train-loss";
}

function drawLayers(
  index: number,
  loss: LossKind,
  outputs: number,
  stream: Stream,
  draw: Draw,
  chance: (percent: number) => boolean,
): LayerInput[] {
  const layers: object[] = chance(15) ? [{ kind: "dropout", rate: 0.1 }] : [];
  const hidden = below(stream, 4);
  for (let i = 0; i < hidden; i++) {
    layers.push({
      kind: "dense",
      units: draw(UNITS),
      activation: ACTIVATIONS[(index + 5 * i) % ACTIVATIONS.length],
      weights: INITIALIZERS[(index + 7 * i) % INITIALIZERS.length],
      ...(chance(20)
        ? { biases: draw<object | string>([{ kind: "constant", value: 0.05 }, "torch-linear", "ones"]) }
        : {}),
      regularizer: draw(PENALTIES),
    });
    if (chance(35)) layers.push({ kind: "dropout", rate: draw([0, 0.2, 0.5, 0.9]) });
  }
  layers.push({
    kind: "dense",
    units: outputs,
    weights: INITIALIZERS[(index + 3) % INITIALIZERS.length],
    regularizer: draw(PENALTIES),
    ...(loss === "mean-squared-error" ? { activation: ACTIVATIONS[(index + 2) % ACTIVATIONS.length] } : {}),
  });
  return layers as LayerInput[];
}

function drawFits(
  data: DrawnData,
  canWatch: readonly EarlyStopping["metric"][],
  needsTrain: boolean,
  draw: Draw,
  chance: (percent: number) => boolean,
): [DrawnFit, ...DrawnFit[]] {
  const metric = draw(canWatch);
  const fit: DrawnFit = {
    epochs: draw([1, 2, 3, 5]),
    ...(chance(85) ? { batchSize: draw([...BATCHES.filter((size) => size <= data.rows), data.rows]) } : {}),
    ...(chance(20) ? { shuffle: false } : {}),
    ...(chance(50) || needsTrain || metric.startsWith("train") ? { evaluateTrain: true } : {}),
    ...(chance(50) ? { doctor: true } : {}),
    ...(chance(40)
      ? {
          earlyStopping: {
            metric,
            patience: draw([1, 2]),
            ...(chance(40) ? { minDelta: 0.02 } : {}),
            ...(chance(50) ? { restoreBest: draw([true, false]) } : {}),
          },
        }
      : {}),
  };
  if (!chance(30)) return [fit];
  return [fit, { ...fit, epochs: fit.epochs + 2, batchSize: Math.min(draw(BATCHES), data.rows) }];
}
