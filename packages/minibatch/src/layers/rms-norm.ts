import { type Field, flag } from "../spec/fields.ts";
import { type LayerBase, type LayerKind, layerName } from "./layer.ts";
import { planPixels, roomOfPixels } from "./layer-norm.ts";
import { epsilonField, scaledTensors } from "./normalization.ts";

/**
 * Root mean square normalization (Zhang & Sennrich, 2019): the channels of each row, or of each pixel of it, over the
 * root of the mean of their squares.
 */
export interface RmsNormSpec extends LayerBase {
  readonly kind: "rms-norm";
  /** added to the mean of squares */
  readonly epsilon: number;
  /** whether there is a gamma, which begins as 1 */
  readonly scale: boolean;
}

const scale: Field<boolean> = flag(true);

/** Defaults of Keras's RMSNormalization; PyTorch's RMSNorm has the precision's own epsilon, 1.2e-7 in float32. */
export const rmsNorm: LayerKind<RmsNormSpec> = {
  fields: { name: layerName, epsilon: epsilonField(1e-6), scale },
  outputShape: (_, input) => input,
  tensors: ({ scale }, input) => scaledTensors({ scale, center: false }, input),
  plan: ({ scale, epsilon }, site) => planPixels({ scale, center: false, epsilon }, site, false),
  work: () => 0,
  room: (_, input) => roomOfPixels(input),
  isTrained: true,
  kernels: "full",
  outputActivation: () => null,
};
