import { type ActivationSpec, activations, parameterOf } from "../activations/activations.ts";
import { defineActivation } from "../activations/define-activation.ts";
import { channelsOf, sizeOf } from "../plan/tensor.ts";
import { type LayerBase, type LayerKind, layerName } from "./layer.ts";

/** An activation by itself, on rows of any shape, as Keras's Activation: after a normalization, say. */
export interface ActivationLayerSpec extends LayerBase {
  readonly kind: "activation";
  readonly activation: ActivationSpec;
}

/** y = f(x); dx = dy f'(x), and dy lies where dx does. */
export const activation: LayerKind<ActivationLayerSpec> = {
  fields: {
    name: layerName,
    activation: { takes: { type: "kind", of: "activation" }, read: (value, path) => defineActivation(path, value) },
  },
  outputShape: (_, input) => input,
  tensors: () => [],

  plan({ activation: spec }, site) {
    const { isIdentity = false, dies = false, isSaturated = null } = activations[spec.kind];
    const y = site.activation("y", site.input);
    const dy = site.dx ?? site.activation("dy", site.input);
    const mapped = { activation: spec.kind, parameter: parameterOf(spec) };
    return {
      dy,
      forward: (x) =>
        isIdentity ? { operations: [], y: x } : { operations: [{ kind: "activate", ...mapped, z: x, y }], y },
      backward: isIdentity ? [] : [{ kind: "activate-backward", ...mapped, z: site.x, y, dy }],
      gradients: () => [],
      examined: isIdentity
        ? null
        : { output: y, role: null, units: channelsOf({ shape: site.input }), canDie: dies, isSaturated },
    };
  },

  work: () => 0,
  room: (_, input) => 2 * sizeOf({ shape: input }),
  outputActivation: ({ activation }) => activation,
};
