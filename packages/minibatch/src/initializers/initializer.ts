import type { Stream } from "../random/stream.ts";
import type { InitializerSpec } from "./spec.ts";

/** A layer's shape, from which the fans are taken: weights are [inputs, outputs], biases [outputs]. */
export interface LayerFans {
  readonly inputs: number;
  readonly outputs: number;
  /** the matrix that an orthogonal one is, where it is not [inputs, outputs] */
  readonly matrix?: readonly [rows: number, columns: number];
}

/** The specification of kind K. */
export type SpecOf<K, Spec = InitializerSpec> = Spec extends { readonly kind: infer Kinds }
  ? K extends Kinds
    ? Spec
    : never
  : never;

/** Fills values, row-major, for a layer of these fans. */
export type Initializer<K> = (spec: SpecOf<K>, fans: LayerFans, values: Float64Array, stream: Stream) => void;
