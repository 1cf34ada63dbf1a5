/** What a peer is asked to do: one case, as JSON in its first argument. */
export interface Work {
  readonly task: "train" | "predict";
  /** inputs, then the units of every layer; ReLU between them */
  readonly sizes: readonly number[];
  /**
   * another network than dense layers: LeNet-5 with 784 inputs; or only a 3 x 3 convolution of 32 channels of 28 x 28
   * pixels to 64, forward and all gradients, of which nothing is learnt
   */
  readonly network?: "lenet" | "convolution";
  /** the last layer's activation, with its cross-entropy */
  readonly loss: "softmax" | "sigmoid";
  readonly batch: number;
  readonly optimizer: "sgd" | "adam";
  readonly rate: number;
  /** MNIST, random bits with random labels, or uniform noise with random classes */
  readonly source: "mnist" | "bits" | "noise";
  /** of the training data */
  readonly rows: number;
  /** ours only: products by the system's BLAS */
  readonly blas?: boolean;
  /** ours only: the package folder of another build than this repository's */
  readonly library?: string;
  readonly threads: number;
  /** data directory; `mnist/` lies in it */
  readonly data: string;
}
