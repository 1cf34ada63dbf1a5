/**
 * Weights of variance s/n, so that signals neither grow nor fade from layer to layer (Keras's `VarianceScaling`):
 * uniform on +-sqrt(3 s/n), or normal with sd sqrt(s/n).
 */
import { fillNormal } from "../random/normal.ts";
import { fillTruncatedNormal } from "../random/truncated-normal.ts";
import { fillUniform } from "../random/uniform.ts";
import type { Initializer, LayerFans } from "./initializer.ts";

type Variance = (fans: LayerFans) => number;

/** The standard deviation of a standard normal cut at +-2. Keras divides by it to undo what the cut takes away. */
const CUT_NORMAL_SD = 0.8796256610342398;

/** Glorot and Bengio (2010), equation 16: s = 1, n = (inputs + outputs) / 2 */
export const glorotVariance: Variance = ({ inputs, outputs }) => 2 / (inputs + outputs);

/** He, Zhang, Ren, Sun (2015), equation 10: s = 2, n = inputs */
export const heVariance: Variance = ({ inputs }) => 2 / inputs;

/** LeCun, Bottou, Orr, Mueller, "Efficient BackProp" (1998), equation 16: s = 1, n = inputs */
export const lecunVariance: Variance = ({ inputs }) => 1 / inputs;

/** Uniform on +-sqrt(3 variance). */
export function scaledUniform(
  variance: Variance,
): Initializer<"glorot-uniform"> & Initializer<"he-uniform"> & Initializer<"lecun-uniform"> {
  return (_spec, fans, values, stream) => {
    const limit = Math.sqrt(3 * variance(fans));
    fillUniform(stream, values, -limit, limit);
  };
}

/** Normal with sd sqrt(variance); with `truncated`, cut at 2 sd and widened to the same sd, as Keras does. */
export function scaledNormal(
  variance: Variance,
): Initializer<"glorot-normal"> & Initializer<"he-normal"> & Initializer<"lecun-normal"> {
  return (spec, fans, values, stream) => {
    const sd = Math.sqrt(variance(fans));
    if (spec.truncated) fillTruncatedNormal(stream, values, 0, sd / CUT_NORMAL_SD);
    else fillNormal(stream, values, 0, sd);
  };
}
