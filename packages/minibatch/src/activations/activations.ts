/**
 * Every activation by kind: a new one is its formula's file in `formulas/`, its kernel of the same name in
 * `wasm/activations/`, and a row here.
 */
import { number } from "../spec/fields.ts";
import type { Prose } from "../spec/prose.ts";
import type { Activation } from "./activation.ts";

/** One that has no options. */
type Plain<K extends string> = Activation<{ readonly kind: K }>;

interface LeakyReluSpec {
  readonly kind: "leaky-relu";
  /** for negative inputs; the default is PyTorch's (torch.nn.LeakyReLU), Keras 3 has 0.3 */
  readonly slope: number;
}

interface EluSpec {
  readonly kind: "elu";
  /** minus the limit for negative inputs */
  readonly alpha: number;
}

/** The rows with their literal types: kinds and their options follow from them. */
export interface ActivationTable {
  readonly linear: Plain<"linear">;
  readonly relu: Plain<"relu">;
  readonly "leaky-relu": Activation<LeakyReluSpec>;
  readonly elu: Activation<EluSpec>;
  readonly gelu: Plain<"gelu">;
  readonly silu: Plain<"silu">;
  readonly softplus: Plain<"softplus">;
  readonly sigmoid: Plain<"sigmoid">;
  readonly tanh: Plain<"tanh">;
  readonly mish: Plain<"mish">;
  readonly "hard-swish": Plain<"hard-swish">;
  readonly selu: Plain<"selu">;
  readonly softsign: Plain<"softsign">;
  readonly "hard-sigmoid": Plain<"hard-sigmoid">;
}

const table: ActivationTable = {
  linear: { fields: {}, words: /identity/, needsOnlyOutput: true, isIdentity: true },
  relu: { fields: {}, needsOnlyOutput: true, dies: true },
  "leaky-relu": { fields: { slope: number({}, 0.01) }, words: /^lre/, parameter: ({ slope }) => slope },
  elu: { fields: { alpha: number({ above: 0 }, 1) }, parameter: ({ alpha }) => alpha },
  gelu: { fields: {} },
  silu: { fields: {}, words: /(?<!h|hard)swish/ },
  softplus: { fields: {} },
  sigmoid: { fields: {}, needsOnlyOutput: true, isSaturated: (y) => y > 0.99 || y < 0.01 },
  tanh: { fields: {}, needsOnlyOutput: true, isSaturated: isNearOne },
  mish: { fields: {} },
  "hard-swish": { fields: {}, words: /h(?:ard)?s(?:wish|ilu)/ },
  selu: { fields: {} },
  softsign: { fields: {}, isSaturated: isNearOne },
  "hard-sigmoid": { fields: {}, needsOnlyOutput: true, isSaturated: (y) => y === 0 || y === 1 },
};

function isNearOne(y: number): boolean {
  return y > 0.99 || y < -0.99;
}

/** The activations a layer may have. */
export type ActivationKind = keyof ActivationTable;

type SpecOf<A> = A extends Activation<infer Spec> ? Spec : never;

/** The function a layer applies to its outputs. */
export type ActivationSpec = SpecOf<ActivationTable[ActivationKind]>;

/** The activations by kind. The types here no longer say which options belong to which kind. */
export const activations: Readonly<Record<ActivationKind, Activation<ActivationSpec>>> = table as never;

/** The parameter that an activation's formulas take. */
export function parameterOf(spec: ActivationSpec): number {
  return activations[spec.kind].parameter?.(spec) ?? 0;
}

export const activationProse: Prose<ActivationKind> = {
  kinds: {
    linear: "z.",
    relu: "max(0, z).",
    "leaky-relu": "z, or slope z below 0.",
    elu: "z, or alpha (exp(z) - 1) below 0.",
    gelu: "z times the normal distribution's share below z.",
    silu: "z sigmoid(z).",
    softplus: "log(1 + exp(z)).",
    sigmoid: "1 / (1 + exp(-z)).",
    tanh: "tanh(z).",
    mish: "z tanh(log(1 + exp(z))).",
    "hard-swish": "z times (z + 3) / 6, which is kept within 0 and 1.",
    selu: "1.0507 z, or 1.7581 (exp(z) - 1) below 0.",
    softsign: "z / (1 + |z|).",
    "hard-sigmoid": "(z + 3) / 6, which is kept within 0 and 1.",
  },
  fields: { slope: "Slope below 0.", alpha: "Minus the limit below 0." },
};
