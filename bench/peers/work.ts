/** What a peer is asked to do: one case, as JSON in its first argument. */
export interface Work {
  readonly task: "train" | "predict";
  /** inputs, then the units of every layer; ReLU between them */
  readonly sizes: readonly number[];
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
