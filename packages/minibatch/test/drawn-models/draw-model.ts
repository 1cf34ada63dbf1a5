/**
 * Draws trainings of every kind of layer: networks on pictures and on lists of numbers, blocks within blocks, losses of
 * every kind; `draw-habits.ts` adds habits. A number names one for ever, as long as the tables' kinds stay.
 */
import type { LayerInput, LossInput, ModelInput, OptimizerInput } from "minibatch";
import { defineModel, SpecError, shapesOf } from "minibatch";
import { extentOf, windowsAlong } from "../../src/layers/windows.ts";
import type { DrawnTraining } from "../recorded/recorded-training.ts";
import { addHabits } from "./draw-habits.ts";
import { Picker } from "./picker.ts";

type Shape = readonly number[];

/** A layer that may come behind rows of such a shape, often one that fits. */
type Maker = (pick: Picker, shape: Shape) => LayerInput;

const onPictures: Readonly<Record<string, Maker>> = {
  conv2d: (pick, [, , channels]) => {
    const [kernel, dilation] = [pick.of([1, 2, 3, 3, [1, 3], [3, 2]]), pick.of([1, 1, 1, 2, [2, 1]])];
    const all = channels as number;
    return {
      kind: "conv2d",
      filters: pick.of([pick.number(1, 7), pick.number(1, 2) * all, 4, 6]),
      kernel: kernel as 3,
      stride: pick.of([1, 1, 1, 2, [1, 2], [2, 1]]) as 1,
      padding: pick.of(["valid", "same", "same", 1, 2, 2]),
      dilation: dilation as 1,
      groups: pick.of([1, 1, all, "depthwise", ...between(all), ...between(all)]),
      activation: pick.activation(),
      bias: pick.of([true, true, false]),
    };
  },
  "max-pool2d": (pick) => ({
    ...{ kind: "max-pool2d", pool: pick.of([2, 3, [3, 2]]) as 2, stride: pick.of([null, 1, [2, 1]]) as 1 },
    padding: pick.of(["valid", "same", 1]),
  }),
  "average-pool2d": (pick) => ({
    ...{ kind: "average-pool2d", pool: pick.of([2, 3, [2, 3]]) as 2, stride: pick.of([null, 1, 2, [1, 2]]) as 1 },
    padding: pick.of(["valid", "same", 1]),
  }),
  "global-average-pool": () => ({ kind: "global-average-pool" }),
  "global-max-pool": () => ({ kind: "global-max-pool" }),
  "spatial-dropout": () => ({ kind: "spatial-dropout", rate: 0.3 }),
  flatten: () => ({ kind: "flatten" }),
};

const onNumbers: Readonly<Record<string, Maker>> = {
  dense: (pick) => ({ kind: "dense", units: pick.number(1, 13), activation: pick.activation() }),
};

/** Neither scaled nor centred, or either. */
const scaled = (pick: Picker) => ({ scale: pick.of([true, true, false]), center: pick.of([true, true, false]) });

/** Those that divide so many, but for 1 and all. */
function between(many: number): number[] {
  return [2, 3, 4, 5, 6].filter((groups) => groups < many && many % groups === 0);
}

const onAny: Readonly<Record<string, Maker>> = {
  activation: (pick) => ({ kind: "activation", activation: pick.activation() }),
  // from 0 on, what comes out lies on the kinks of what follows
  prelu: () => ({ kind: "prelu", slopes: { kind: "constant", value: 0.25 } }),
  dropout: () => ({ kind: "dropout", rate: 0.3 }),
  "gaussian-noise": () => ({ kind: "gaussian-noise", sd: 0.1 }),
  "batch-norm": (pick) => ({ kind: "batch-norm", momentum: pick.of([0.9, 0.99]), ...scaled(pick) }),
  "layer-norm": (pick) => ({ kind: "layer-norm", ...scaled(pick) }),
  "rms-norm": (pick) => ({ kind: "rms-norm", scale: pick.of([true, true, false]) }),
  "group-norm": (pick, shape) => ({
    kind: "group-norm",
    groups: shape.length === 3 ? pick.of([1, shape[2] as number, ...between(shape[2] as number)]) : 1,
    ...scaled(pick),
  }),
  reshape: (pick, shape) => {
    const size = shape.reduce((a, b) => a * b, 1);
    const rows = pick.of([1, 2, 3, 4].filter((n) => size % n === 0));
    const columns = pick.of([1, 2, 3].filter((n) => (size / rows) % n === 0));
    return { kind: "reshape", shape: [rows, columns, size / rows / columns] };
  },
  residual: (pick, shape) => ({
    kind: "residual",
    layers:
      shape.length === 3
        ? [
            { kind: "conv2d", filters: pick.of([shape[2] as number, 3]), kernel: 3, padding: "same" },
            { kind: "batch-norm" },
            { kind: "activation", activation: pick.activation() },
          ]
        : [
            { kind: "dense", units: pick.of([shape.at(-1) as number, 5]), activation: pick.activation() },
            { kind: "layer-norm" },
          ],
    ...(pick.number(0, 1) === 0 ? {} : { activation: pick.activation() }),
  }),
  repeat: (pick, shape) => ({
    kind: "repeat",
    times: 2,
    layers: [
      shape.length === 3
        ? { kind: "conv2d", filters: shape[2] as number, kernel: 3, padding: "same", activation: pick.activation() }
        : { kind: "dense", units: shape.at(-1) as number, activation: pick.activation() },
    ],
  }),
};

/** Each with how many outputs it is drawn with, and what its targets are. */
const LOSSES: readonly (readonly [LossInput, outputs: number, DrawnTraining["data"]["targets"]])[] = [
  ["softmax-cross-entropy", 4, "classes"],
  ["softmax-cross-entropy", 3, "shares"],
  [{ kind: "softmax-cross-entropy", labelSmoothing: 0.1 }, 3, "classes"],
  ["sigmoid-binary-cross-entropy", 2, "bits"],
  [{ kind: "sigmoid-binary-cross-entropy", positiveWeight: 3 }, 1, "bits"],
  ["mean-squared-error", 2, "numbers"],
  ["mean-absolute-error", 2, "numbers"],
  [{ kind: "huber", delta: 0.5 }, 3, "numbers"],
  [{ kind: "quantile", tau: 0.8 }, 1, "numbers"],
  ["softmax-focal", 3, "classes"],
  ["sigmoid-focal", 2, "bits"],
  ["kullback-leibler", 3, "shares"],
  ["multi-margin", 4, "classes"],
  ["hinge", 1, "bits"],
  ["poisson", 2, "bits"],
];

const OPTIMIZERS: readonly Exclude<OptimizerInput, string>[] = [
  { kind: "sgd", learningRate: 0.02 },
  { kind: "sgd", learningRate: 0.02, momentum: 0.9 },
  { kind: "adam", learningRate: 0.01 },
  { kind: "adamw", learningRate: 0.01, globalClipNorm: 1 },
  { kind: "adamw", learningRate: 0.01, weightDecay: 0.1, weightDecayOn: "weights" },
  { kind: "rmsprop", learningRate: 0.003, ema: 0.9 },
  { kind: "adam", learningRate: 0.01, accumulate: 2 },
];

const MOST_TRIES = 200;

/** The training of a number. */
export function drawTraining(number: number): DrawnTraining {
  const pick = new Picker(number);
  const [loss, outputs, targets] = pick.of(LOSSES);
  const isOnPictures = pick.number(0, 3) > 0;
  const inputs: Shape = isOnPictures ? [pick.number(4, 9), pick.number(4, 9), pick.number(1, 3)] : [pick.number(2, 20)];
  const model = drawModel(pick, inputs, loss, outputs);
  return addHabits(new Picker(number, 1), inputs, {
    name: `drawn-${number}`,
    seed: number,
    model,
    optimizer: pick.of(OPTIMIZERS),
    data: {
      seed: number,
      rows: 23,
      validationRows: 7,
      features: inputs.reduce((a, b) => a * b, 1),
      outputs,
      fill: pick.of([30, 100]),
      storage: pick.of(["float32", "float32", "bytes", "compressed"]),
      targets,
    },
    // the last batch of an epoch has three rows
    fits: [{ epochs: 2, batchSize: 5, evaluateTrain: pick.of([true, false]), doctor: pick.of([true, false, false]) }],
    stopAt: pick.number(1, 8),
  });
}

function drawModel(pick: Picker, inputs: Shape, loss: LossInput, outputs: number): ModelInput {
  const length = pick.number(1, 5);
  const layers: LayerInput[] = [];
  let shape = inputs;
  for (let tries = 0; layers.length < length && tries < MOST_TRIES; tries++) {
    const isPicture = shape.length === 3;
    const makers = { ...onAny, ...(isPicture ? onPictures : onNumbers) };
    // which have more to draw than others
    const often = isPicture ? ["conv2d", "conv2d", "conv2d"] : ["dense"];
    const layer = makers[pick.of([...Object.keys(makers), ...often])]?.(pick, shape) as LayerInput;
    if (liesOnKinks(layer, shape)) continue;
    const after = shapeAfter(inputs, [...layers, layer]);
    // large rows take long to check
    if (after === null || after.reduce((a, b) => a * b, 1) > 400) continue;
    layers.push(layer);
    shape = after;
  }
  const end: LayerInput[] = [
    ...(shape.length > 1 ? [{ kind: "flatten" } as const] : []),
    { kind: "dense", units: outputs },
  ];
  return { inputs: inputs.length === 1 ? (inputs[0] as number) : inputs, layers: [...layers, ...end], loss };
}

/**
 * Whether some of what comes out is the same number whatever comes in, a bias or a beta that begins at 0, where kinks
 * are: of a normalization of one number, of a window that sees padding alone.
 */
function liesOnKinks(layer: LayerInput, shape: Shape): boolean {
  if (layer.kind === "group-norm") return shape.reduce((a, b) => a * b, 1) === layer.groups;
  if (layer.kind === "layer-norm" || layer.kind === "rms-norm") return shape.at(-1) === 1;
  if (layer.kind !== "conv2d") return false;
  const { kernel, stride = 1, dilation = 1, padding = "valid" } = layer;
  const sides = [kernel, stride, dilation].map((pair) => [pair, pair].flat() as number[]);
  return [0, 1].some((side) => {
    const [size, step, spread] = sides.map((both) => both[side] as number) as [number, number, number];
    const pixels = shape[side] as number;
    const { count, before } = windowsAlong(pixels, extentOf(size, spread), step, padding);
    return range(count).some((o) => range(size).every((k) => !isWithin(o * step - before + k * spread, pixels)));
  });
}

const range = (count: number): number[] => Array.from({ length: Math.max(0, count) }, (_, i) => i);
const isWithin = (at: number, pixels: number): boolean => at >= 0 && at < pixels;

/** Null where they do not fit. */
function shapeAfter(inputs: Shape, layers: readonly LayerInput[]): Shape | null {
  try {
    const flat: LayerInput[] = [...layers, { kind: "flatten" }, { kind: "dense", units: 1 }];
    const model = defineModel({ inputs, layers: flat, loss: "mean-squared-error" });
    return shapesOf(model)[model.layers.length - 3] ?? null;
  } catch (error) {
    if (error instanceof SpecError) return null;
    throw error;
  }
}
