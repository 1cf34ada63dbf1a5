/** Trainings of convolutions on small pictures: with something wrong, and with nothing. */
import type { HealthyRun, Pathology, RunSpec } from "./case.ts";
import { conv, flat, norm, normed, onPictures, pictures, pool, relu, stack } from "./pictures.ts";
import { shuffledLabels } from "./rows.ts";

type Optimizer = RunSpec["optimizer"];
const adam: Optimizer = { kind: "adam", learningRate: 0.002 };
const momentum: Optimizer = { kind: "sgd", learningRate: 0.02, momentum: 0.9 };

function spec(model: RunSpec["model"], optimizer: Optimizer, epochs: number): RunSpec {
  return { preprocessing: [], model, optimizer, training: { epochs, batchSize: 32 } };
}

const sick = (
  name: string,
  namedBy: Pathology["namedBy"],
  layers: readonly object[],
  optimizer: Optimizer = adam,
  { draw = pictures(500), channels = 1, epochs = 8, hasCure = true } = {},
): Pathology => ({ name, draw, spec: spec(onPictures(layers, channels), optimizer, epochs), namedBy, hasCure });

const shut = { biases: { kind: "constant", value: -8 } };
/** Divides by the root of 30, whatever comes in. */
const vague = { ...norm, epsilon: 30 };
const constants = { kind: "constant", value: 0.05 };
const drawn = (sd: number): object => ({ weights: { kind: "normal", sd } });

function block(filters: number, stride = 1, momentum = 0.9): object {
  const own = { ...norm, momentum };
  const layers = [
    conv(filters, { activation: "linear", stride }),
    own,
    relu,
    conv(filters, { activation: "linear" }),
    own,
  ];
  return { kind: "residual", activation: "relu", layers };
}

export const convolutionPathologies: readonly Pathology[] = [
  sick("channels that biases keep shut", ["dead-units"], [conv(8, shut), pool, conv(16, shut), pool, flat]),
  sick(
    "channels shut before an activation by itself",
    ["dead-units"],
    [conv(8, { activation: "linear", ...shut }), relu, pool, conv(16), pool, flat],
  ),
  sick(
    "channels shut within a block",
    ["dead-units"],
    [
      conv(8, { stride: 2, activation: "linear", ...shut }),
      { kind: "residual", activation: "relu", layers: [conv(8, shut), conv(8, { activation: "linear" })] },
      flat,
    ],
  ),
  sick("channels that die of a rate of 0.5", ["rate-too-high", "dead-units"], [conv(8), pool, conv(16), pool, flat], {
    kind: "adam",
    learningRate: 0.5,
  }),
  sick("a rate of 1 with momentum, normalized", ["rate-too-high"], [...normed(8), pool, ...normed(16), pool, flat], {
    kind: "sgd",
    learningRate: 10,
    momentum: 0.9,
  }),
  sick("six convolutions of small weights", ["vanishing-gradients"], [...stack(6, 12, drawn(0.01)), flat], momentum),
  sick(
    "seven convolutions of sigmoid",
    ["vanishing-gradients"],
    [...stack(7, 12, { activation: "sigmoid" }), flat],
    momentum,
  ),
  sick("six convolutions of large weights", ["exploding-gradients"], [...stack(6, 12, drawn(0.7)), flat], momentum),
  sick(
    "weights far too large for tanh",
    ["saturated-units"],
    [conv(8, { activation: "tanh", ...drawn(4) }), pool, conv(16, { activation: "tanh", ...drawn(4) }), pool, flat],
    momentum,
  ),
  sick(
    "a channel that is always the same, normalized",
    ["vanishing-variance"],
    [{ kind: "batch-norm" }, ...normed(8), pool, ...normed(16), pool, flat],
    adam,
    { draw: pictures(500, { channels: 2, constant: 40 }), channels: 2, epochs: 4 },
  ),
  sick(
    "normalizations that hardly divide",
    ["vanishing-variance"],
    [conv(8), vague, pool, conv(12), vague, pool, conv(12), vague, flat],
    { kind: "sgd", learningRate: 0.02 },
  ),
  sick(
    "no activation between convolutions",
    ["missing-activation"],
    [conv(8, { activation: "linear" }), conv(16, { activation: "linear", stride: 2 }), flat],
    adam,
    { epochs: 12 },
  ),
  sick(
    "nothing but pooling between convolutions",
    ["missing-activation"],
    [conv(8, { activation: "linear" }), pool, conv(16, { activation: "linear" }), pool, flat],
    adam,
    { hasCure: false },
  ),
  sick(
    "moving statistics that lag",
    ["lagging-statistics"],
    [conv(8, { activation: "linear" }), { kind: "batch-norm" }, relu, block(8, 1, 0.99), block(16, 2, 0.99), flat],
    { kind: "adam", learningRate: 0.005 },
  ),
  sick(
    "equal filters",
    ["equal-units"],
    [conv(8, { weights: constants }), pool, conv(16, { weights: constants }), flat],
  ),
  sick("a rate of 0.00001", ["rate-too-low"], [conv(8), pool, conv(16), pool, flat], {
    kind: "sgd",
    learningRate: 1e-5,
  }),
  sick("pixels of 0 to 255", ["unscaled-inputs"], [conv(8), pool, conv(16), pool, flat], momentum, {
    draw: pictures(500, { factor: 255 }),
  }),
  sick(
    "nine tenths of the channels dropped",
    ["too-much-dropout"],
    [
      ...[conv(8), { kind: "spatial-dropout", rate: 0.9 }, pool],
      ...[conv(16), { kind: "spatial-dropout", rate: 0.9 }, pool, flat],
    ],
  ),
  sick(
    "an L2 penalty of 1",
    ["too-much-decay"],
    [...[conv(8, { regularizer: { l2: 1 } }), pool, conv(16, { regularizer: { l2: 1 } }), pool, flat]],
  ),
  sick("shuffled labels", ["labels-without-information"], [conv(16), pool, conv(32), pool, flat], adam, {
    draw: shuffledLabels(pictures(200)),
    epochs: 60,
    hasCure: false,
  }),
  sick(
    "four epochs at a small rate",
    ["too-few-epochs", "rate-too-low"],
    [conv(8), pool, conv(16), pool, flat],
    {
      kind: "sgd",
      learningRate: 0.005,
    },
    { epochs: 4 },
  ),
];

const well = (
  name: string,
  layers: readonly object[],
  optimizer: Optimizer = adam,
  { draw = pictures(1000), epochs = 8 } = {},
): HealthyRun => ({ name, draw, spec: spec(onPictures(layers), optimizer, epochs) });

export const healthyConvolutions: readonly HealthyRun[] = [
  well("two convolutions, Adam", [conv(8), pool, conv(16), pool, flat]),
  well(
    "LeNet with tanh and mean pooling",
    [
      ...[conv(6, { activation: "tanh" }), { kind: "average-pool2d", pool: 2 }],
      ...[conv(16, { activation: "tanh" }), { kind: "average-pool2d", pool: 2 }],
      ...[flat, { kind: "dense", units: 48, activation: "tanh" }],
    ],
    { kind: "sgd", learningRate: 0.05, momentum: 0.9 },
    { epochs: 12 },
  ),
  well("normalized convolutions", [...normed(8), pool, ...normed(16), pool, flat]),
  well("normalized convolutions, momentum", [...normed(8), pool, ...normed(16), pool, flat], momentum),
  well(
    "blocks with shortcuts",
    [conv(8), block(8), block(16, 2), { kind: "global-average-pool" }],
    {
      kind: "adam",
      learningRate: 0.005,
    },
    { epochs: 10 },
  ),
  well("separable convolutions", [
    ...[conv(8), conv(8, { groups: "depthwise", activation: "linear" }), conv(16, { kernel: 1 }), pool],
    ...[conv(16, { groups: "depthwise", activation: "linear" }), conv(24, { kernel: 1 }), pool, flat],
  ]),
  well(
    "channels dropped, decay",
    [
      ...[conv(12), { kind: "spatial-dropout", rate: 0.2 }, pool],
      ...[conv(24), pool, flat, { kind: "dropout", rate: 0.3 }],
    ],
    { kind: "adamw", learningRate: 0.003 },
    { epochs: 12 },
  ),
  well("strides, group normalization", [
    ...[conv(8, { activation: "linear", stride: 2 }), { kind: "group-norm", groups: 4 }, relu],
    ...[conv(16, { activation: "linear", stride: 2 }), { kind: "group-norm", groups: 4 }, relu, flat],
  ]),
  well("five convolutions, He normal", [...stack(5, 12, { weights: "he-normal" }), flat], momentum, { epochs: 12 }),
  well("slopes that are learnt", [
    ...[conv(8, { activation: "linear" }), { kind: "prelu", shared: true }, pool],
    ...[conv(16, { activation: "linear" }), { kind: "prelu", shared: true }, pool, flat],
  ]),
];
