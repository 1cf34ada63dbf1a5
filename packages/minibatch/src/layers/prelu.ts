import type { InitializerSpec } from "../initializers/spec.ts";
import { sizeOf } from "../plan/tensor.ts";
import { flag } from "../spec/fields.ts";
import { initializer } from "./dense.ts";
import { type LayerBase, type LayerKind, layerName, type Shape } from "./layer.ts";

/**
 * ReLU whose slope below 0 is learnt, for each channel or one for all: K. He et al., "Delving deep into rectifiers"
 * (2015), equation 1.
 */
export interface PreluSpec extends LayerBase {
  readonly kind: "prelu";
  /** one slope for all channels; else the last dimension has one each */
  readonly shared: boolean;
  /** how slopes begin: at 0 as in Keras's PReLU; PyTorch's begin at .25 */
  readonly slopes: InitializerSpec;
}

const slopesOf = ({ shared }: PreluSpec, input: Shape): Shape => [shared ? 1 : input[input.length - 1]];

/** y = x where x > 0, else a x; dx = dy or a dy; da = the sums of dy x where not x > 0. No weight decay is advised. */
export const prelu: LayerKind<PreluSpec> = {
  fields: { name: layerName, shared: flag(false), slopes: initializer({ kind: "zeros" }) },
  outputShape: (_, input) => input,

  tensors(spec, input) {
    const shape = slopesOf(spec, input);
    return [
      {
        role: "slopes",
        gradientName: "slope gradient",
        shape,
        trained: true,
        initial: spec.slopes,
        fans: { inputs: shape[0], outputs: shape[0] },
        drawnAs: "weights",
        penalty: null,
      },
    ];
  },

  plan(_, { input, x, dx, tensor, gradient, activation }) {
    const [y, dy] = [activation("y", input), activation("dy", input)];
    const [a, da] = [tensor("slopes"), gradient("slopes")];
    return {
      dy,
      forward: (x) => ({ operations: [{ kind: "slope-below-zero", x, a, y }], y }),
      backward: dx === null ? [] : [{ kind: "slope-below-zero-backward", x, a, dy, dx }],
      gradients: (x) => [{ kind: "slope-below-zero-gradient", x, dy, da }],
      examined: { output: y, role: "slopes", canDie: false, isSaturated: null },
    };
  },

  work: () => 0,
  room: (_, input) => 2 * sizeOf({ shape: input }),
  kernels: "full",
  outputActivation: () => null,
};
