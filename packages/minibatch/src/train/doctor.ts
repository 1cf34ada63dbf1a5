/** What the doctor says of one dense layer after an epoch, on up to 1,000 rows of the training split. */
export interface LayerHealth {
  readonly layer: string;
  /** share of ReLU units that are above 0 on none of the rows; null for other activations */
  readonly deadUnits: number | null;
  /** share of outputs beyond +-.99 (tanh) or outside .01 .. .99 (sigmoid); null for other activations */
  readonly saturation: number | null;
  /** mean of the layer's outputs over rows and units */
  readonly meanActivation: number;
  /** Euclidean norm of the weight gradient of the epoch's last batch */
  readonly gradientNorm: number;
  /** norm of the last update of the weights over the norm of the weights */
  readonly updateRatio: number;
}
