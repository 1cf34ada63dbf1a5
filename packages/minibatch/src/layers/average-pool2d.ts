import type { LayerKind } from "./layer.ts";
import { planAveragePool } from "./plan-pooling.ts";
import { costsOf, type PoolingSpec, pooledShape, poolingFields, windowsOf } from "./pooling.ts";

/**
 * The mean of every window and channel. Where windows reach beyond the picture only its cells count, as in Keras's
 * AveragePooling2D, and in PyTorch's AvgPool2d with count_include_pad=False.
 */
export interface AveragePool2dSpec extends PoolingSpec {
  readonly kind: "average-pool2d";
}

export const averagePool2d: LayerKind<AveragePool2dSpec> = {
  fields: poolingFields,
  outputShape: pooledShape,
  ...costsOf((spec, input) => pooledShape(spec, input, ""), 0),
  plan: (spec, site) => planAveragePool(windowsOf(spec, site.input), pooledShape(spec, site.input, ""), site),
  kernels: "full",
  outputActivation: () => null,
};
