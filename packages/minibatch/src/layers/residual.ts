import { type ActivationSpec, activations, parameterOf } from "../activations/activations.ts";
import type { InitializerSpec } from "../initializers/spec.ts";
import type { Operation } from "../plan/operation.ts";
import { channelsOf, sizeOf, type Tensor } from "../plan/tensor.ts";
import { dense } from "./dense.ts";
import { type LayerBase, type LayerKind, layerName, type RegularizerSpec, rowsError } from "./layer.ts";
import { adviseShape, planProjection, projectionOf, projectionTensor } from "./projection.ts";
import { checkDepth, layersField, shapeThrough } from "./within.ts";

/**
 * Layers with a shortcut around them: y = activation(layers(x) + shortcut(x)) (K. He et al. 2015, "Deep residual
 * learning for image recognition", equation 1; with ReLU after the sum, as there, or linear and with normalization and
 * activation first among the layers, K. He et al. 2016). The shortcut is x itself where shapes allow, else the
 * projection W x of equation 2, which has no biases.
 */
export interface ResidualSpec<L = LayerBase> {
  readonly kind: "residual";
  readonly name: string;
  readonly layers: readonly L[];
  /** after the sum */
  readonly activation: ActivationSpec;
  /** how the projection's weights begin, where there is one */
  readonly projection: InitializerSpec;
  /** of the projection's weights */
  readonly regularizer: RegularizerSpec;
}

export const residual: LayerKind<ResidualSpec> = {
  fields: {
    name: layerName,
    layers: layersField,
    activation: dense.fields.activation,
    projection: dense.fields.weights,
    regularizer: dense.fields.regularizer,
  },
  kernels: "full",
  layers: ({ layers }) => layers,

  spellOut({ given, name, path, ending }, spell) {
    checkDepth(path);
    const { layers } = given;
    const called = (i: number): string => `${name}-${i + 1}`;
    const within = Array.isArray(layers) ? spell(layers, `${path}.layers`, { called, ending }) : null;
    return [{ given, path, copy: "", within }];
  },

  outputShape({ layers }, input, path) {
    const output = shapeThrough(layers, input, path);
    if (projectionOf(input, output) !== undefined) return output;
    const rest = `its layers make them [${output.join(", ")}], and no projection brings these together`;
    throw rowsError(path, "residual", input, `${rest}; ${adviseShape(input, output)}`);
  },

  tensors({ layers, projection: initial, regularizer }, input) {
    const projection = projectionOf(input, shapeThrough(layers, input, ""));
    return projection ? [projectionTensor(projection, initial, regularizer)] : [];
  },

  /**
   * y = f(z), z = h + s, of h = layers(x) and the shortcut s; dh = ds = dz = dy f'(z), and dx is the sum of what comes
   * back on both ways. The layers write over dh, so they get a copy.
   */
  plan({ layers, activation: spec }, site) {
    const { input, dx } = site;
    const output = shapeThrough(layers, input, "");
    const projection = projectionOf(input, output);
    const within = site.within();
    const { kind } = spec;
    const {
      isIdentity: isLinear = false,
      needsOnlyOutput = false,
      dies = false,
      isSaturated = null,
    } = activations[kind];
    const z = site.activation("z", output);
    const y = needsOnlyOutput ? z : site.activation("y", output);
    const dy = within.dy === null && !projection ? null : site.activation("dy", output);
    const mapped = { activation: kind, parameter: parameterOf(spec), z, y };
    const shortcut = projection ? planProjection(site, projection, output, dy as Tensor) : null;
    return {
      dy,
      forward(x, isTraining) {
        const { operations, y: h } = within.forward(x, isTraining);
        return {
          operations: [
            ...operations,
            ...(shortcut === null ? [] : [shortcut.forward(x)]),
            { kind: "add", a: h, b: shortcut === null ? x : shortcut.s, y: z },
            ...(isLinear ? [] : [{ kind: "activate", ...mapped } as const]),
          ],
          y,
        };
      },
      backward:
        dy === null
          ? []
          : [
              ...(isLinear ? [] : [{ kind: "activate-backward", ...mapped, dy } as const]),
              ...(within.dy === null ? [] : [copy(dy, within.dy)]),
              ...within.backward,
              ...(shortcut === null ? [] : shortcut.backward),
              ...(dx === null ? [] : [{ kind: "add", a: dx, b: shortcut?.dx ?? dy, y: dx } as const]),
            ],
      gradients: (x) => [...within.gradients(x), ...(shortcut === null ? [] : [shortcut.gradient(x)])],
      examined:
        isLinear && !projection
          ? null
          : {
              ...{ output: y, role: projection ? "projection" : null, units: channelsOf({ shape: output }) },
              ...{ canDie: dies, isSaturated },
            },
    };
  },

  work({ layers }, input) {
    const projection = projectionOf(input, shapeThrough(layers, input, ""));
    return projection ? projection.places * projection.inputs * projection.outputs : 0;
  },

  room({ layers }, input) {
    const output = shapeThrough(layers, input, "");
    const [into, out] = [sizeOf({ shape: input }), sizeOf({ shape: output })];
    return 3 * out + (projectionOf(input, output) ? into + out : 0);
  },

  outputActivation: () => null,
};

function copy(from: Tensor, to: Tensor): Operation {
  return { kind: "activate", activation: "linear", parameter: 0, z: from, y: to };
}
