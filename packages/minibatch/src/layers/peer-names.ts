/**
 * What Keras and PyTorch call each kind of layer, and where theirs differs from ours: for the documentation. Only
 * minibatch/describe imports it, so that pages do not load it. A kind without a row fails describe-kinds.test.ts.
 */

/** Null where the other program has none. */
export interface PeerNames {
  readonly keras: string | null;
  readonly torch: string | null;
  /** in a sentence, where something does */
  readonly differs?: string;
}

export const layerPeers: Readonly<Record<string, PeerNames>> = {
  dense: { keras: "Dense", torch: "Linear", differs: "Weights are [inputs, units], as Keras's." },
  dropout: { keras: "Dropout", torch: "Dropout" },
  flatten: { keras: "Flatten", torch: "Flatten" },
  reshape: { keras: "Reshape", torch: "Unflatten" },
  residual: { keras: "add, of two layers", torch: "x + f(x), by hand" },
  repeat: { keras: null, torch: null },
  conv2d: { keras: "Conv2D", torch: "Conv2d", differs: "Channels are last, as in Keras." },
  "max-pool2d": {
    keras: "MaxPooling2D",
    torch: "MaxPool2d",
    differs: "The gradient goes to the first of equal numbers, as PyTorch's.",
  },
  "average-pool2d": {
    keras: "AveragePooling2D",
    torch: "AvgPool2d",
    differs: "Cells beyond the edge do not count, as in Keras; PyTorch counts them unless count_include_pad=False.",
  },
  "global-average-pool": { keras: "GlobalAveragePooling2D", torch: "AdaptiveAvgPool2d(1), Flatten" },
  "global-max-pool": { keras: "GlobalMaxPooling2D", torch: "AdaptiveMaxPool2d(1), Flatten" },
  activation: { keras: "Activation", torch: "ReLU, Tanh ..." },
  prelu: {
    keras: "PReLU",
    torch: "PReLU",
    differs:
      "A slope for each channel, or a shared one; Keras has one for each number unless shared_axes says else. Slopes " +
      "begin at 0 as Keras's; PyTorch's begin at 0.25.",
  },
  "spatial-dropout": { keras: "SpatialDropout2D", torch: "Dropout2d" },
  "gaussian-noise": { keras: "GaussianNoise", torch: null },
  "batch-norm": { keras: "BatchNormalization", torch: "BatchNorm1d, BatchNorm2d" },
  "layer-norm": { keras: "LayerNormalization", torch: "LayerNorm" },
  "group-norm": { keras: "GroupNormalization", torch: "GroupNorm" },
  "rms-norm": { keras: "RMSNormalization", torch: "RMSNorm" },
};

/** Of fields that are not called alike. */
export const layerFieldPeers: Readonly<Record<string, PeerNames>> = {
  units: { keras: "units", torch: "out_features" },
  filters: { keras: "filters", torch: "out_channels" },
  kernel: { keras: "kernel_size", torch: "kernel_size" },
  weights: { keras: "kernel_initializer", torch: "nn.init, by hand" },
  biases: { keras: "bias_initializer", torch: "nn.init, by hand" },
  regularizer: { keras: "kernel_regularizer", torch: "weight_decay of the optimizer, for all" },
  rate: { keras: "rate", torch: "p" },
  shape: { keras: "target_shape", torch: "unflattened_size" },
  pool: { keras: "pool_size", torch: "kernel_size", differs: "2 unless said, as Keras's." },
  stride: { keras: "strides", torch: "stride" },
  padding: {
    keras: "padding",
    torch: "padding",
    differs: "valid and same are Keras's; a number is PyTorch's, of cells on every side.",
  },
  slopes: { keras: "alpha_initializer", torch: "init" },
  shared: { keras: "shared_axes", torch: "num_parameters=1" },
  sd: { keras: "stddev", torch: null },
  trainable: { keras: "trainable", torch: "requires_grad" },
};
