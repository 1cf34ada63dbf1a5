/** Every channel as one number, whatever the size of the picture: M. Lin et al., "Network in network" (2013). */
import type { Windows } from "../plan/windows.ts";
import { type LayerBase, type LayerKind, layerName, rowsError, type Shape } from "./layer.ts";
import { planAveragePool, planMaxPool } from "./plan-pooling.ts";
import { costsOf } from "./pooling.ts";

/** The mean of each channel, as Keras's GlobalAveragePooling2D; with as many channels as classes it gives logits. */
export interface GlobalAveragePoolSpec extends LayerBase {
  readonly kind: "global-average-pool";
}

/** The largest number of each channel, as Keras's GlobalMaxPooling2D. */
export interface GlobalMaxPoolSpec extends LayerBase {
  readonly kind: "global-max-pool";
}

function channelsOf({ kind }: LayerBase, input: Shape, path: string): Shape {
  if (input.length > 1) return input.slice(-1);
  throw rowsError(
    path,
    kind,
    input,
    "and it takes rows whose last dimension is channels, such as [7, 7, 64]; leave it out",
  );
}

/** One window over everything. */
function windowOver(input: Shape): Windows {
  const all = [1, input.slice(0, -1).reduce((product, n) => product * n, 1)] as const;
  return { input: all, output: [1, 1], size: all, stride: all, before: [0, 0] };
}

function globalPool(plan: typeof planAveragePool, more: number): Omit<LayerKind<LayerBase>, "fields"> {
  return {
    outputShape: channelsOf,
    ...costsOf((_, input) => input.slice(-1), more),
    plan: (_, site) => plan(windowOver(site.input), site.input.slice(-1), site),
    kernels: "full",
    // logits, as a linear dense layer gives
    outputActivation: () => ({ kind: "linear" }),
  };
}

export const globalAveragePool: LayerKind<GlobalAveragePoolSpec> = {
  fields: { name: layerName },
  ...globalPool(planAveragePool, 0),
};

export const globalMaxPool: LayerKind<GlobalMaxPoolSpec> = {
  fields: { name: layerName },
  ...globalPool(planMaxPool, 1),
};
