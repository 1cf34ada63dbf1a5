import { type ActivationSpec, activations, parameterOf } from "../activations/activations.ts";
import { defineActivation } from "../activations/define-activation.ts";
import { defineInitializer } from "../initializers/define-initializer.ts";
import type { InitializerSpec } from "../initializers/spec.ts";
import { completeSpec } from "../spec/complete-spec.ts";
import { type Field, number, valueError } from "../spec/fields.ts";
import { type LayerKind, layerName, penaltyOf, type RegularizerSpec, rowsError } from "./layer.ts";

/** A fully connected layer: activation(x w + b), w [inputs, units], b [units]. */
export interface DenseSpec {
  readonly kind: "dense";
  readonly name: string;
  readonly units: number;
  readonly activation: ActivationSpec;
  readonly weights: InitializerSpec;
  readonly biases: InitializerSpec;
  readonly regularizer: RegularizerSpec;
}

export const activation: Field<ActivationSpec> = {
  takes: { type: "kind", of: "activation" },
  fallback: Object.freeze({ kind: "linear" }),
  read: (value, path) => defineActivation(path, value),
};

export function initializer(fallback: InitializerSpec): Field<InitializerSpec> {
  return {
    takes: { type: "kind", of: "initializer" },
    fallback: Object.freeze(fallback),
    read: defineInitializer as Field<InitializerSpec>["read"],
  };
}

const penalties: { readonly [Name in keyof RegularizerSpec]: Field<number> } = {
  l1: number({ atLeast: 0 }, 0),
  l2: number({ atLeast: 0 }, 0),
};
const penalty = 'an object such as { "l2": 0.0001 }';

export const regularizer: Field<RegularizerSpec> = {
  takes: { type: "fields", fields: penalties, what: penalty },
  fallback: Object.freeze({ l1: 0, l2: 0 }),
  read(value, path) {
    if (typeof value !== "object" || value === null) throw valueError(path, value, penalty);
    const { l1, l2 } = completeSpec<RegularizerSpec & { kind: string }>(
      path,
      "a regularizer",
      { kind: "penalty" },
      penalties,
      { kind: "penalty", ...value },
    );
    return Object.freeze({ l1, l2 });
  },
};

/** Defaults of Keras's Dense: linear, Glorot uniform weights, zero biases, no penalty. */
export const dense: LayerKind<DenseSpec> = {
  fields: {
    name: layerName,
    units: number({ atLeast: 1, whole: true }),
    activation,
    weights: initializer({ kind: "glorot-uniform" }),
    biases: initializer({ kind: "zeros" }),
    regularizer,
  },

  outputShape({ units }, input, path) {
    if (input.length === 1) return [units];
    throw rowsError(path, "dense", input, 'and it takes rows of numbers; put { kind: "flatten" } before it');
  },

  tensors({ units, weights, biases, regularizer }, [inputs]) {
    const fans = { inputs, outputs: units };
    const penalty = penaltyOf(regularizer);
    return [
      {
        role: "weights",
        gradientName: "weight gradient",
        shape: [inputs, units],
        trained: true,
        initial: weights,
        fans,
        drawnAs: "weights",
        penalty,
      },
      {
        role: "biases",
        gradientName: "bias gradient",
        shape: [units],
        trained: true,
        initial: biases,
        fans,
        drawnAs: "biases",
        penalty: null,
      },
    ];
  },

  /**
   * y = f(z), z = x w + b; dz = dy f'(z); dx = dz w^T; dw = x^T dz, db = column sums of dz. z and dz lie where y and dy
   * do.
   */
  plan({ units, activation: spec }, site) {
    const { kind } = spec;
    const z = site.activation("z", [units]);
    const {
      isIdentity: isLinear = false,
      needsOnlyOutput = false,
      dies = false,
      isSaturated = null,
    } = activations[kind];
    const y = needsOnlyOutput ? z : site.activation("y", [units]);
    const dy = site.activation("dy", [units]);
    const [w, b] = [site.tensor("weights"), site.tensor("biases")];
    const [dw, db] = [site.gradient("weights"), site.gradient("biases")];
    const mapped = { activation: kind, parameter: parameterOf(spec), z, y };
    return {
      dy,
      forward: (x) => ({
        operations: [{ kind: "dense", x, w, b, y: z }, ...(isLinear ? [] : [{ kind: "activate", ...mapped } as const])],
        y,
      }),
      backward: [
        ...(isLinear ? [] : [{ kind: "activate-backward", ...mapped, dy } as const]),
        ...(site.dx === null ? [] : [{ kind: "dense-backward", dy, w, dx: site.dx } as const]),
      ],
      gradients: (x) => [
        { kind: "dense-gradient", x, dy, dw },
        { kind: "column-sums", dy, db },
      ],
      examined: { output: y, role: "weights", canDie: dies, isSaturated },
    };
  },

  work: ({ units }, [inputs]) => inputs * units,
  room: ({ units }) => 3 * units,
  outputActivation: ({ activation }) => activation,
};
