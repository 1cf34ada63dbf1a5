/**
 * Draws trainings of every kind of layer: networks on pictures and on lists of numbers, blocks within blocks, losses of
 * every kind, habits. A number names one for ever, as long as the tables' kinds stay.
 */
import type { LayerInput, LayerSpec, LossInput, ModelInput, OptimizerInput } from "minibatch";
import { below, createStream, defineModel, outputsOf, SpecError, type Stream, shapesOf } from "minibatch";
import type { DrawnTraining } from "../recorded/recorded-training.ts";

type Shape = readonly number[];

/** A layer that may come behind rows of such a shape, often one that fits. */
type Maker = (pick: Picker, shape: Shape) => LayerInput;

const SMOOTH = ["tanh", "sigmoid", "silu", "gelu", "softplus", "mish", "elu"] as const;
const KINKED = ["relu", "leaky-relu", "hard-swish"] as const;

/** Of one of the values, and of numbers. */
class Picker {
  readonly #stream: Stream;

  constructor(number: number) {
    this.#stream = createStream(number, "search");
  }

  of<T>(values: readonly T[]): T {
    return values[below(this.#stream, values.length)] as T;
  }

  number(least: number, most: number): number {
    return least + below(this.#stream, most - least + 1);
  }

  activation(): (typeof SMOOTH | typeof KINKED)[number] {
    return this.of([...SMOOTH, ...KINKED]);
  }
}

const onPictures: Readonly<Record<string, Maker>> = {
  conv2d: (pick, [, , channels]) => ({
    kind: "conv2d",
    filters: pick.number(1, 7) * (pick.number(0, 3) === 0 ? (channels as number) : 1),
    kernel: pick.of([1, 2, 3, [1, 3], [3, 2]]) as 3,
    stride: pick.of([1, 1, 1, 2]),
    padding: pick.of(["valid", "same", "same", 1]),
    dilation: pick.of([1, 1, 1, 2]),
    groups: pick.of([1, 1, channels as number]),
    activation: pick.activation(),
    bias: pick.of([true, true, false]),
  }),
  "max-pool2d": (pick) => ({ kind: "max-pool2d", pool: pick.of([2, 3]), padding: pick.of(["valid", "same"]) }),
  "average-pool2d": (pick) => ({ kind: "average-pool2d", pool: pick.of([2, 3]), stride: pick.of([1, 2]) }),
  "global-average-pool": () => ({ kind: "global-average-pool" }),
  "global-max-pool": () => ({ kind: "global-max-pool" }),
  "spatial-dropout": () => ({ kind: "spatial-dropout", rate: 0.3 }),
  flatten: () => ({ kind: "flatten" }),
};

const onNumbers: Readonly<Record<string, Maker>> = {
  dense: (pick) => ({ kind: "dense", units: pick.number(1, 13), activation: pick.activation() }),
};

const onAny: Readonly<Record<string, Maker>> = {
  activation: (pick) => ({ kind: "activation", activation: pick.activation() }),
  // from 0 on, what comes out lies on the kinks of what follows
  prelu: () => ({ kind: "prelu", slopes: { kind: "constant", value: 0.25 } }),
  dropout: () => ({ kind: "dropout", rate: 0.3 }),
  "gaussian-noise": () => ({ kind: "gaussian-noise", sd: 0.1 }),
  "batch-norm": (pick) => ({ kind: "batch-norm", momentum: pick.of([0.9, 0.99]) }),
  "layer-norm": () => ({ kind: "layer-norm" }),
  "rms-norm": () => ({ kind: "rms-norm" }),
  // a group of one number is 0 whatever it was, which lies on kinks
  "group-norm": (pick, shape) => ({
    kind: "group-norm",
    groups: shape.length === 3 ? pick.of([1, shape[2] as number]) : 1,
  }),
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
  return {
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
  };
}

function drawModel(pick: Picker, inputs: Shape, loss: LossInput, outputs: number): ModelInput {
  const length = pick.number(1, 5);
  const layers: LayerInput[] = [];
  let shape = inputs;
  for (let tries = 0; layers.length < length && tries < MOST_TRIES; tries++) {
    const makers = { ...onAny, ...(shape.length === 3 ? onPictures : onNumbers) };
    const layer = makers[pick.of(Object.keys(makers))]?.(pick, shape) as LayerInput;
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

/** Every kind of layer of a model, those within others too. */
export function kindsOf(model: ModelInput): Set<string> {
  const seen = new Set<string>();
  const look = (layers: readonly (LayerInput | LayerSpec)[]): void => {
    for (const layer of layers) {
      seen.add(layer.kind);
      if ("layers" in layer && layer.layers !== undefined) look(layer.layers as readonly LayerInput[]);
    }
  };
  look(model.layers);
  if (outputsOf(defineModel(model)) < 1) throw new Error("a model without outputs");
  return seen;
}
