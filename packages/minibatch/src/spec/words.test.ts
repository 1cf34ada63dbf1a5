/** What users of Keras, PyTorch, TensorFlow.js or scikit-learn type, and our word for it. */
import {
  createTrainer,
  type Dataset,
  defineInitializer,
  defineModel,
  defineOptimizer,
  defineSchedule,
} from "minibatch";
import { describe, expect, test } from "vitest";
import { activations } from "../activations/activations.ts";
import { SpecError } from "../errors.ts";

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(SpecError);
    expect((error as Error).message).not.toMatch(/\n/);
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
}

const dense = { kind: "dense", units: 2 } as const;
const withLayer = (layer: object): string =>
  refusal(() => defineModel({ inputs: 2, layers: [layer, dense], loss: "softmax-cross-entropy" } as never));
const meant = (word: string): string => `did you mean ${word}?`;

test.each([
  ["swish", "silu"],
  ["lrelu", "leaky-relu"],
  ["tf.nn.relu", "relu"],
  ["leaky_relu", "leaky-relu"],
  ["LeakyReLU", "leaky-relu"],
  ["ReLU", "relu"],
  ["identity", "linear"],
  ["GELU", "gelu"],
  ["SiLU", "silu"],
  ["swish_1", "silu"],
  ["hardswish", "hard-swish"],
  ["hard_swish", "hard-swish"],
  ["HardSwish", "hard-swish"],
  ["h_swish", "hard-swish"],
  ["hard_silu", "hard-swish"],
  ["Mish", "mish"],
  ["SELU", "selu"],
  ["soft_sign", "softsign"],
])("activation %s", (word, ours) => {
  expect(withLayer({ ...dense, activation: word })).toContain(meant(ours));
  expect(withLayer({ ...dense, activation: { kind: word } })).toContain(meant(ours));
});

const ownWords = Object.keys(activations).map((kind) => [kind, kind.replaceAll("-", "")] as const);

test.each(ownWords)("activation %s is found by its name in other programs", (kind, joined) => {
  for (const word of [joined.toUpperCase(), `nn.${joined}`, `keras.activations.${kind.replaceAll("-", "_")}`]) {
    expect(withLayer({ ...dense, activation: word })).toContain(meant(kind));
  }
});

test.each(["softmax", "Softmax", "log_softmax"])(
  "activation %s is the loss's, and only after the last layer",
  (word) => {
    expect(withLayer({ ...dense, activation: word })).toContain(
      "the loss softmax-cross-entropy applies it, to a linear last layer",
    );
  },
);

// one of them that becomes a kind is found by its own name, as above
const otherFunctions = [
  ["prelu", "leaky-relu"],
  ["RReLU", "leaky-relu"],
  ["CReLU", "leaky-relu"],
  ["relu6", "leaky-relu"],
  ["nn.CELU", "leaky-relu"],
  ["ThresholdedReLU", "leaky-relu"],
  ["log_sigmoid", "tanh"],
  ["Hardtanh", "tanh"],
  ["tanhshrink", "tanh"],
  ["GLU", "silu"],
  ["quick_gelu", "silu"],
  ["hard_mish", "silu"],
  ["Softmin", "tanh"],
].filter(([word]) => !ownWords.some(([, joined]) => joined === word.toLowerCase().replace(/^nn\.|_/g, "")));

test.each(otherFunctions)("activation %s is another function than %s", (word, ours) => {
  const message = withLayer({ ...dense, activation: word });
  expect(message).toMatch(new RegExp(`: there is none; similar are .*\\b${ours}\\b`));
  expect(message).not.toContain("did you mean");
});

test.each([
  ["mse", "mean-squared-error"],
  ["MSELoss", "mean-squared-error"],
  ["mean_squared_error", "mean-squared-error"],
  ["squared_error", "mean-squared-error"],
  ["categorical_crossentropy", "softmax-cross-entropy"],
  ["sparse_categorical_crossentropy", "softmax-cross-entropy"],
  ["categoricalCrossentropy", "softmax-cross-entropy"],
  ["CrossEntropyLoss", "softmax-cross-entropy"],
  ["cross_entropy", "softmax-cross-entropy"],
  ["NLLLoss", "softmax-cross-entropy"],
  ["log_loss", "softmax-cross-entropy"],
  ["mae", "mean-absolute-error"],
  ["L1Loss", "mean-absolute-error"],
  ["mean_absolute_error", "mean-absolute-error"],
  ["SmoothL1Loss", "huber"],
  ["HuberLoss", "huber"],
  ["categorical_hinge", "multi-margin"],
  ["MultiMarginLoss", "multi-margin"],
  ["Hinge", "hinge"],
  ["KLDivLoss", "kullback-leibler"],
  ["kl_divergence", "kullback-leibler"],
  ["PoissonNLLLoss", "poisson"],
  ["pinball", "quantile"],
  ["BinaryFocalCrossentropy", "sigmoid-focal"],
  ["CategoricalFocalCrossentropy", "softmax-focal"],
  ["softmax", "softmax-cross-entropy"],
  ["binary_crossentropy", "sigmoid-binary-cross-entropy"],
  ["BCELoss", "sigmoid-binary-cross-entropy"],
  ["BCEWithLogitsLoss", "sigmoid-binary-cross-entropy"],
])("loss %s", (word, ours) => {
  const message = refusal(() => defineModel({ inputs: 2, layers: [dense], loss: word as never }));
  expect(message).toContain(meant(ours));
});

test.each([
  ["adam", "lr", "learningRate"],
  ["adam", "learning_rate", "learningRate"],
  ["sgd", "alpha", "learningRate"],
  ["sgd", "eta", "learningRate"],
  ["sgd", "learning_rate_init", "learningRate"],
  ["rmsprop", "alpha", "rho"],
  ["adam", "beta_1", "beta1"],
  ["adam", "eps", "epsilon"],
  ["adamw", "weight_decay", "weightDecay"],
  ["adamw", "wd", "weightDecay"],
  ["adam", "clipnorm", "clipNorm"],
  ["sgd", "nesterovs_momentum", "momentum"],
  ["sgd", "lr_scheduler", "schedule"],
  ["adagrad", "initial_accumulator_value", "initialAccumulator"],
])("option of %s: %s", (kind, word, ours) => {
  expect(refusal(() => defineOptimizer({ kind, [word]: 0.1 } as never))).toContain(meant(ours));
});

test("Adam's betas are two options", () => {
  expect(refusal(() => defineOptimizer({ kind: "adam", betas: [0.9, 0.999] } as never))).toContain(
    "give beta1 and beta2",
  );
});

test.each([
  ["SGD", "sgd"],
  ["Adam", "adam"],
  ["AdamOptimizer", "adam"],
  ["RMSProp", "rmsprop"],
  ["NAdam", "nadam"],
  ["NAdamW", "nadam"],
  ["RAdamW", "radam"],
  ["AMSGrad", "adam"],
  ["sign_sgd", "signsgd"],
  ["Signum", "signsgd"],
  ["LAMB", "lamb"],
  ["Adan", "adan"],
])("optimizer %s", (word, ours) => {
  expect(refusal(() => defineOptimizer(word as never))).toContain(meant(ours));
});

test.each([
  [{ name: "adam" }, meant("adam")],
  [{ type: "AdamW", lr: 0.1 }, meant("adamw")],
  [{ name: "mine" }, "known are sgd, "],
  [{}, "known are sgd, "],
])("optimizer %j: kind is missing", (optimizer, hint) => {
  const message = refusal(() => defineOptimizer(optimizer as never));
  expect(message).toContain(`optimizer.kind: is missing, give { kind: "..." }: ${hint}`);
});

test.each([
  ["neurons", "units"],
  ["size", "units"],
  ["out_features", "units"],
  ["kernel_initializer", "weights"],
  ["kernelInitializer", "weights"],
  ["bias_initializer", "biases"],
  ["kernel_regularizer", "regularizer"],
  ["activation_function", "activation"],
])("field of a dense layer: %s", (word, ours) => {
  expect(withLayer({ ...dense, [word]: 3 })).toContain(meant(ours));
});

test.each(["use_bias", "bias", "useBias", "hasBias"])(
  "a dense layer's %s: the advice, taken, does it",
  async (word) => {
    expect(withLayer({ ...dense, [word]: false })).toContain(
      `no such field; leave it out, biases begin at 0; rateFactor: { weights: 1, biases: 0 } holds them there`,
    );
    const layers = [{ ...dense, rateFactor: { weights: 1, biases: 0 } }];
    using trainer = await createTrainer({
      model: { inputs: 1, layers, loss: "mean-squared-error" },
      optimizer: "adamw",
    });
    const before = trainer.weights().map(({ values }) => Array.from(values));
    trainer.step({
      x: { kind: "dense", rows: 1, features: 1, values: Float32Array.of(1), scale: 1 },
      y: { kind: "values", columns: 2, values: Float32Array.of(3, 4) },
    });
    const [weights, biases] = trainer.weights().map(({ values }) => Array.from(values));
    expect(weights).not.toEqual(before[0]);
    expect(biases).toEqual([0, 0]);
  },
);

test.each(["p", "prob", "units", "dropout_rate"])("field of a dropout layer: %s", (word) => {
  expect(withLayer({ kind: "dropout", [word]: 0.5 })).toContain(meant("rate"));
});

test.each(["input_shape", "inputDim", "inputs"])("field of a layer: %s", (word) => {
  expect(withLayer({ ...dense, [word]: 4 })).toContain("leave it out, the model has inputs");
});

test.each([
  ["Dense", "dense"],
  ["linear", "dense"],
  ["Linear", "dense"],
  ["fc", "dense"],
  ["fully-connected", "dense"],
  ["Dropout", "dropout"],
  ["Flatten", "flatten"],
  ["nn.Unflatten", "reshape"],
  ["MaxPooling2D", "max-pool2d"],
  ["nn.MaxPool2d", "max-pool2d"],
  ["AveragePooling2D", "average-pool2d"],
  ["AvgPool2d", "average-pool2d"],
  ["GlobalAveragePooling2D", "global-average-pool"],
  ["nn.AdaptiveAvgPool2d", "global-average-pool"],
  ["GlobalMaxPooling2D", "global-max-pool"],
  ["adaptive_max_pool2d", "global-max-pool"],
  ["Activation", "activation"],
  ["nn.PReLU", "prelu"],
  ["SpatialDropout2D", "spatial-dropout"],
  ["nn.Dropout2d", "spatial-dropout"],
  ["GaussianNoise", "gaussian-noise"],
])("layer %s", (word, ours) => {
  expect(withLayer({ ...dense, kind: word })).toContain(meant(ours));
});

test.each([
  ["conv2d", "use_bias", "bias"],
  ["conv2d", "hasBias", "bias"],
  ["conv2d", "bias_initializer", "biases"],
  ["batch-norm", "use_bias", "center"],
  ["layer-norm", "bias", "center"],
  ["max-pool2d", "pool_size", "pool"],
  ["average-pool2d", "kernel_size", "pool"],
  ["max-pool2d", "strides", "stride"],
  ["max-pool2d", "pad", "padding"],
  ["prelu", "alpha_initializer", "slopes"],
  ["prelu", "init", "slopes"],
  ["prelu", "shared_axes", "shared"],
  ["prelu", "num_parameters", "shared"],
  ["spatial-dropout", "p", "rate"],
  ["gaussian-noise", "stddev", "sd"],
])("field of a %s layer: %s", (kind, word, ours) => {
  expect(withLayer({ kind, [word]: 1 })).toContain(meant(ours));
});

test.each(["relu", "softmax", "tanh", "Mish", "hard_swish", "Sigmoid"])("layer %s is an activation", (word) => {
  expect(withLayer({ kind: word })).toContain("give it as a layer's activation");
});

test.each([
  ["he", "he-uniform"],
  ["xavier", "glorot-uniform"],
  ["xavier_normal", "glorot-normal"],
  ["kaiming_uniform", "he-uniform"],
  ["kaiming_normal_", "he-normal"],
  ["glorotNormal", "glorot-normal"],
  ["GlorotUniform", "glorot-uniform"],
  ["RandomNormal", "normal"],
  ["random_uniform", "uniform"],
  ["Zeros", "zeros"],
])("initializer %s", (word, ours) => {
  expect(refusal(() => defineInitializer(word as never))).toContain(meant(ours));
});

test.each([
  ["normal", "stddev", "sd"],
  ["normal", "std", "sd"],
])("option of the initializer %s: %s", (kind, word, ours) => {
  expect(refusal(() => defineInitializer({ kind, [word]: 1 } as never))).toContain(meant(ours));
});

test.each([
  ["CosineAnnealingLR", "cosine"],
  ["CosineDecay", "cosine"],
  ["OneCycleLR", "one-cycle"],
  ["StepLR", "step"],
  ["MultiStepLR", "step"],
  ["PiecewiseConstantDecay", "step"],
  ["ExponentialDecay", "exponential"],
  ["InverseTimeDecay", "inverse-time"],
  ["PolynomialLR", "polynomial"],
  ["LinearLR", "polynomial"],
  ["ReduceLROnPlateau", "reduce-on-plateau"],
])("schedule %s", (word, ours) => {
  expect(refusal(() => defineSchedule(word as never))).toContain(meant(ours));
});

test.each([
  ["cosine", "T_max", "over"],
  ["cosine", "decay_steps", "over"],
  ["cosine", "eta_min", "end"],
  ["cosine", "warmup_steps", "warmup"],
  ["exponential", "gamma", "factor"],
  ["exponential", "decay_steps", "every"],
  ["step", "milestones", "at"],
  ["one-cycle", "pct_start", "up"],
  ["one-cycle", "total_steps", "over"],
  ["reduce-on-plateau", "min_lr", "minFactor"],
  ["reduce-on-plateau", "monitor", "metric"],
])("field of the schedule %s: %s", (kind, word, ours) => {
  expect(refusal(() => defineSchedule({ kind, [word]: 1 } as never))).toContain(meant(ours));
});

test("fields of a model", () => {
  const model = { inputs: 2, layers: [dense], loss: "softmax-cross-entropy" };
  expect(refusal(() => defineModel({ ...model, input_shape: [2] } as never))).toContain(meant("inputs"));
  expect(refusal(() => defineModel({ ...model, optimizer: "adam" } as never))).toContain("give it to createTrainer");
});

describe("options of calls", () => {
  const options = { model: { inputs: 1, layers: [dense], loss: "softmax-cross-entropy" }, optimizer: "sgd" } as const;
  const data: Dataset = {
    x: { kind: "dense", rows: 2, features: 1, values: Float32Array.of(0, 1), scale: 1 },
    y: { kind: "classes", values: Uint8Array.of(0, 1) },
  };

  test.each([
    ["lr", meant("optimizer")],
    ["random_state", meant("seed")],
  ])("createTrainer: %s", async (word, hint) => {
    await expect(createTrainer({ ...options, [word]: 1 })).rejects.toThrow(hint);
  });

  test.each([
    ["batch_size", meant("batchSize")],
    ["n_epochs", meant("epochs")],
    ["validation_data", meant("validation")],
    ["validationData", meant("validation")],
    ["validation_split", meant("validation")],
    ["verbose", meant("onEpoch")],
    ["callbacks", meant("onEpoch")],
  ])("fit: %s", async (word, hint) => {
    using trainer = await createTrainer(options);
    await expect(trainer.fit(data, { epochs: 1, [word]: 1 })).rejects.toThrow(hint);
  });

  test.each([
    [{ patience: 1 }, /metric: is missing: .*must be "validation-loss" or "validation-accuracy" or "train-loss" or/],
    [{ metric: "train-loss" }, /patience: is missing: .*must be a whole number at least 1/],
    [{ metric: "val_loss", patience: 1 }, /metric: cannot use "val_loss": it must be "validation-loss" or/],
    [{ metric: "val_loss", patience: 1 }, /did you mean validation-loss\?$/],
    [{ metric: "val_accuracy", patience: 1 }, /did you mean validation-accuracy\?$/],
    [{ metric: "val_acc", patience: 1 }, /did you mean validation-accuracy\?$/],
    [{ metric: "accuracy", patience: 1 }, /did you mean train-accuracy\?$/],
    [{ metric: "loss", patience: 1 }, /did you mean train-loss\?$/],
    [{ metric: "f1", patience: 1 }, /or "train-accuracy"$/],
    [{ monitor: "val_loss", patience: 1 }, /did you mean metric\?/],
    [{ restore_best_weights: true, patience: 1 }, /did you mean restoreBest\?/],
  ])("early stopping: %j", async (earlyStopping, hint) => {
    using trainer = await createTrainer(options);
    await expect(trainer.fit(data, { epochs: 1, earlyStopping: earlyStopping as never })).rejects.toThrow(hint);
  });
});

test.each([
  [
    () => withLayer({ kind: "dense" }),
    "units: is missing: a dense layer needs it and has no default; it must be a whole number at least 1",
  ],
  [() => withLayer({ kind: "dropout" }), "it must be a finite number at least 0 and below 1"],
  [
    () => refusal(() => defineSchedule({ kind: "step", factor: 0.5 } as never)),
    "at: is missing: a step schedule needs it and has no default; it must be a list of times",
  ],
  [() => refusal(() => defineSchedule({ kind: "cosine" } as never)), "it must be a finite number above 0"],
])("what is missing is told with what it may be (%#)", (call, wanted) => {
  expect(call()).toContain(wanted);
});

test("what means nothing gets the whole list, also names that every object has", () => {
  for (const word of ["lstm", "", "constructor", "__proto__", "toString"]) {
    expect(withLayer({ kind: word })).toContain("known are dense, dropout");
  }
});
