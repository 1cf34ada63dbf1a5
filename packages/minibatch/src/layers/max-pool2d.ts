import type { LayerKind } from "./layer.ts";
import { planMaxPool } from "./plan-pooling.ts";
import { costsOf, type PoolingSpec, pooledShape, poolingFields, windowsOf } from "./pooling.ts";

/** The largest number of every window and channel, as Keras's MaxPooling2D and PyTorch's MaxPool2d. */
export interface MaxPool2dSpec extends PoolingSpec {
  readonly kind: "max-pool2d";
}

/** dy goes to the first of equal numbers, row after row, as PyTorch's does; NaN goes on. */
export const maxPool2d: LayerKind<MaxPool2dSpec> = {
  fields: poolingFields,
  outputShape: pooledShape,
  ...costsOf((spec, input) => pooledShape(spec, input, ""), 1),
  plan: (spec, site) => planMaxPool(windowsOf(spec, site.input), pooledShape(spec, site.input, ""), site),
  kernels: "full",
  outputActivation: () => null,
};
