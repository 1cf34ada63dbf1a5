/**
 * What Keras and PyTorch call each kind of layer, and where theirs differs from ours: for the documentation. Only
 * minibatch/describe imports it, so that pages do not load it. A kind or a field without a row fails
 * describe-kinds.test.ts.
 */

/** Null where the other program has none. */
export interface PeerNames {
  readonly keras: string | null;
  readonly torch: string | null;
  /** in a sentence, where something does */
  readonly differs?: string;
}

export const layerPeers: Readonly<Record<string, PeerNames>> = {
  dense: {
    keras: "Dense",
    torch: "Linear",
    differs:
      "Weights are [inputs, units], as Keras's, and begin as its: Glorot uniform, biases at 0. PyTorch's are " +
      "torch-linear, both of them.",
  },
  dropout: { keras: "Dropout", torch: "Dropout" },
  flatten: { keras: "Flatten", torch: "Flatten" },
  reshape: { keras: "Reshape", torch: "Unflatten" },
  residual: { keras: "add, of two layers", torch: "x + f(x), by hand" },
  repeat: { keras: null, torch: null },
  conv2d: {
    keras: "Conv2D, DepthwiseConv2D",
    torch: "Conv2d",
    differs:
      'groups: "depthwise" is Keras\'s DepthwiseConv2D. Channels are last, as in Keras. Weights begin Glorot uniform ' +
      "and biases at 0, as Keras's; PyTorch's are torch-linear, both of them.",
  },
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
  "batch-norm": {
    keras: "BatchNormalization",
    torch: "BatchNorm1d, BatchNorm2d",
    differs:
      "momentum is the share of moving statistics that is kept, as in Keras: PyTorch's 0.1 is 0.9 here. The moving " +
      "variance is that of the batch, as in Keras on a CPU; PyTorch's is the unbiased one, N / (N - 1) times as large.",
  },
  "layer-norm": {
    keras: "LayerNormalization",
    torch: "LayerNorm",
    differs: "Of the last dimension, as Keras's; PyTorch's may be of several.",
  },
  "group-norm": {
    keras: "GroupNormalization",
    torch: "GroupNorm",
    differs: "32 groups unless said, as Keras's; PyTorch's must be told.",
  },
  "rms-norm": { keras: "RMSNormalization", torch: "RMSNorm", differs: "Of the last dimension, as Keras's." },
};

/** Of every field of a layer; one name may mean fields of several kinds. */
export const layerFieldPeers: Readonly<Record<string, PeerNames>> = {
  name: { keras: "name", torch: null, differs: "PyTorch's are the names of attributes." },
  units: { keras: "units", torch: "out_features" },
  activation: { keras: "activation", torch: null, differs: "PyTorch's are modules of their own." },
  filters: { keras: "filters", torch: "out_channels" },
  kernel: { keras: "kernel_size", torch: "kernel_size" },
  dilation: { keras: "dilation_rate", torch: "dilation" },
  groups: {
    keras: "groups",
    torch: "groups",
    differs: "Of GroupNorm num_groups in PyTorch. One for each channel is depthwise.",
  },
  bias: { keras: "use_bias", torch: "bias" },
  weights: { keras: "kernel_initializer", torch: "nn.init, by hand" },
  biases: { keras: "bias_initializer", torch: "nn.init, by hand" },
  regularizer: { keras: "kernel_regularizer", torch: "weight_decay of the optimizer, for all" },
  constraint: { keras: "kernel_constraint", torch: "by hand, after each step" },
  rate: { keras: "rate", torch: "p" },
  shape: { keras: "target_shape", torch: "unflattened_size" },
  pool: { keras: "pool_size", torch: "kernel_size", differs: "2 unless said, as Keras's." },
  stride: {
    keras: "strides",
    torch: "stride",
    differs: "Of pooling that of the window unless said, as in both.",
  },
  padding: {
    keras: "padding",
    torch: "padding",
    differs: "valid and same are Keras's; a number is PyTorch's, of cells on every side.",
  },
  slopes: { keras: "alpha_initializer", torch: "init" },
  shared: { keras: "shared_axes", torch: "num_parameters=1" },
  sd: { keras: "stddev", torch: null },
  momentum: {
    keras: "momentum",
    torch: "momentum",
    differs: "The share that is kept, as Keras's; PyTorch's is the share that is new, 1 less ours.",
  },
  epsilon: {
    keras: "epsilon",
    torch: "eps",
    differs: "1e-3 unless said, of rms-norm 1e-6, as Keras's; PyTorch's 1e-5, of RMSNorm what the type can tell apart.",
  },
  scale: {
    keras: "scale",
    torch: "affine",
    differs: "PyTorch has one word for scale and center, LayerNorm's elementwise_affine.",
  },
  center: { keras: "center", torch: null, differs: "See scale." },
  layers: { keras: null, torch: null },
  projection: { keras: null, torch: null, differs: "A layer by hand on the shortcut, in both." },
  times: { keras: null, torch: null },
  trainable: { keras: "trainable", torch: "requires_grad" },
  rateFactor: { keras: null, torch: "lr of a parameter group", differs: "Ours is a factor of the optimizer's rate." },
  decayFactor: {
    keras: "exclude_from_weight_decay of the optimizer",
    torch: "weight_decay of a parameter group",
    differs: "Ours is a factor of the optimizer's weight decay; Keras has 0 and 1.",
  },
};
