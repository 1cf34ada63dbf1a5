/** What normalizations have in common: a channel is a place of a row's last dimension, as in Keras. */
import { channelsOf, type Tensor } from "../plan/tensor.ts";
import { type Field, flag, number } from "../spec/fields.ts";
import type { Examined, LayerSite, LayerTensor, Shape } from "./layer.ts";

/** What follows the normalization: times gamma, plus beta, one of each for a channel. */
export interface Scaled {
  /** whether there is a gamma, which begins as 1 */
  readonly scale: boolean;
  /** whether there is a beta, which begins as 0 */
  readonly center: boolean;
}

export const scaledFields: { readonly [Name in keyof Scaled]: Field<boolean> } = {
  scale: flag(true),
  center: flag(true),
};

export const epsilonField = (fallback: number): Field<number> => number({ above: 0 }, fallback);

export function scaledTensors({ scale, center }: Scaled, input: Shape): readonly LayerTensor[] {
  return [
    ...(scale ? [channelTensor("gamma", input, true, "ones")] : []),
    ...(center ? [channelTensor("beta", input, true, "zeros")] : []),
  ];
}

/** One number for each channel. Drawn as biases: what is said of weights alone leaves it out. */
export function channelTensor(role: string, input: Shape, trained: boolean, initial: "ones" | "zeros"): LayerTensor {
  const C = channelsOf({ shape: input });
  return {
    role,
    gradientName: `${role} gradient`,
    shape: [C],
    trained,
    initial: { kind: initial },
    fans: { inputs: C, outputs: C },
    drawnAs: "biases",
    penalty: null,
  };
}

/** gamma, beta and their gradients, null where there are none. */
export function findScaled(
  { scale, center }: Scaled,
  site: LayerSite,
): { readonly [Name in "gamma" | "beta" | "dgamma" | "dbeta"]: Tensor | null } {
  return {
    gamma: scale ? site.tensor("gamma") : null,
    beta: center ? site.tensor("beta") : null,
    dgamma: scale ? site.gradient("gamma") : null,
    dbeta: center ? site.gradient("beta") : null,
  };
}

/** The doctor measures the gradient of gamma, or else of beta. */
export function examineScaled({ scale, center }: Scaled, output: Examined["output"]): Examined | null {
  if (!scale && !center) return null;
  return { output, role: scale ? "gamma" : "beta", canDie: false, isSaturated: null };
}

/** How many pixels a row has: 1 where it is a list of channels. */
export function pixelsOf(input: Shape): number {
  return input.slice(0, -1).reduce((product, size) => product * size, 1);
}
