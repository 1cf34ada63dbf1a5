/**
 * The operations of normalizations. Channels are a row's last dimension, C; a row has P pixels of them. Means and
 * inverses, 1 / sqrt(variance + epsilon), are doubles. gamma and beta, [C], and their gradients are null where a layer
 * has none: they count as 1 and 0.
 */
import type { Tensor } from "./tensor.ts";

/** What was normalized, and by what. */
interface Normalized {
  /** may be the input; its rows may have another shape of as many numbers: y, or dy, says which is meant */
  readonly x: Tensor;
  readonly mean: Tensor;
  readonly inverse: Tensor;
}

interface Scaled {
  readonly gamma: Tensor | null;
  readonly beta: Tensor | null;
}

interface ScaledGradients {
  readonly dgamma: Tensor | null;
  readonly dbeta: Tensor | null;
}

export type NormalizationOperation =
  /** mean_C, variance_C and inverse_C over all rows and pixels of the batch; the variance is the biased one */
  | ({ readonly kind: "batch-moments"; readonly variance: Tensor; readonly epsilon: number } & Normalized)
  /** y = (x - mean_C) inverse_C gamma_C + beta_C */
  | ({ readonly kind: "batch-norm"; readonly y: Tensor } & Normalized & Scaled)
  /** y = (x - mean_C) gamma_C / sqrt(variance_C + epsilon) + beta_C; mean and variance are floats */
  | ({
      readonly kind: "moved-norm";
      readonly x: Tensor;
      readonly mean: Tensor;
      readonly variance: Tensor;
      readonly epsilon: number;
      readonly y: Tensor;
    } & Scaled)
  /** sums, doubles [2, C]: over all rows and pixels, of dy and of dy (x - mean) */
  | {
      readonly kind: "batch-norm-sums";
      readonly x: Tensor;
      readonly dy: Tensor;
      readonly mean: Tensor;
      readonly sums: Tensor;
    }
  /** dx = gamma inverse (dy - sums_0 / N - (x - mean) inverse^2 sums_1 / N), N rows times pixels */
  | ({
      readonly kind: "batch-norm-backward";
      readonly dy: Tensor;
      readonly gamma: Tensor | null;
      readonly sums: Tensor;
      readonly dx: Tensor;
    } & Normalized)
  /** dgamma = sums_1 inverse, dbeta = sums_0 */
  | ({ readonly kind: "batch-norm-gradient"; readonly inverse: Tensor; readonly sums: Tensor } & ScaledGradients)
  /** each moving figure becomes momentum times itself + (1 - momentum) times the batch's */
  | {
      readonly kind: "move-statistics";
      readonly mean: Tensor;
      readonly variance: Tensor;
      readonly momentum: number;
      readonly movingMean: Tensor;
      readonly movingVariance: Tensor;
    }
  /**
   * y = (x - mean) inverse gamma_C + beta_C, where mean and inverse, [P] of each row, are those of a pixel's channels;
   * unless it centers, 0 stands for the mean, and the mean of squares for the variance
   */
  | ({
      readonly kind: "layer-norm";
      readonly centers: boolean;
      readonly epsilon: number;
      readonly y: Tensor;
    } & Normalized &
      Scaled)
  /**
   * dx = inverse (g - mean of g - (x - mean) inverse^2 mean of g (x - mean)), g = dy gamma; no mean of g unless it
   * centers
   */
  | ({
      readonly kind: "layer-norm-backward";
      readonly centers: boolean;
      readonly dy: Tensor;
      readonly gamma: Tensor | null;
      readonly dx: Tensor;
    } & Normalized)
  /** dgamma_C = sums over rows and pixels of dy (x - mean) inverse, dbeta_C = of dy */
  | ({ readonly kind: "layer-norm-gradient"; readonly dy: Tensor } & Normalized & ScaledGradients)
  /** as layer-norm, where mean and inverse, [G] of each row, are those of C / G neighbouring channels of all pixels */
  | ({
      readonly kind: "group-norm";
      readonly groups: number;
      readonly epsilon: number;
      readonly y: Tensor;
    } & Normalized &
      Scaled)
  /**
   * sums, doubles [2, C] of each row: over its pixels, of dy and of dy (x - mean); and dx as of layer-norm-backward,
   * its means over a group, unless it is null
   */
  | ({
      readonly kind: "group-norm-backward";
      readonly groups: number;
      readonly dy: Tensor;
      readonly gamma: Tensor | null;
      readonly sums: Tensor;
      readonly dx: Tensor | null;
    } & Normalized)
  /** dgamma_C = sums over rows of sums_1 inverse, dbeta_C = of sums_0 */
  | ({
      readonly kind: "group-norm-gradient";
      readonly groups: number;
      readonly inverse: Tensor;
      readonly sums: Tensor;
    } & ScaledGradients);
