/**
 * How the tensors of a layer are trained: options of every layer that has some, beside its own. A complete layer has
 * only those that say something.
 */
import type { ConstraintKind } from "../plan/operation.ts";
import { completeSpec } from "../spec/complete-spec.ts";
import { choice, type Field, type Fields, flag, number, valueError } from "../spec/fields.ts";
import type { Takes } from "../spec/takes.ts";
import type { Words } from "../spec/words.ts";

/** A factor for all tensors of a layer, or one for its weights and one for its biases. */
export type Factors = number | { readonly weights: number; readonly biases: number };

/** What each unit's weights are held to after every update. */
export interface ConstraintSpec {
  readonly kind: ConstraintKind;
  /** max-norm's alone: the largest Euclidean norm of a unit's weights */
  readonly limit?: number;
}

/** Absent options say nothing: trained, by the optimizer's rate and weight decay, without a constraint. */
export interface LayerHabits {
  /** false: nothing changes the layer's tensors; no gradient is computed for them */
  readonly trainable?: boolean;
  /** the optimizer's rate times this */
  readonly rateFactor?: Factors;
  /** the optimizer's weight decay times this */
  readonly decayFactor?: Factors;
  readonly constraint?: ConstraintSpec;
}

const KINDS: readonly ConstraintKind[] = ["max-norm", "non-negative", "unit-norm"];

/** Keras's MaxNorm: max_value 2. */
const LIMIT = 2;

const constraintWords: Words = { "max-norm": /max/, "non-negative": /neg|pos/, "unit-norm": /unit/ };
const kindField = choice(KINDS, undefined, constraintWords);
const constraintFields: Fields<{ readonly kind: string; readonly limit: number }> = {
  limit: number({ above: 0 }, LIMIT),
};
const constraintText = 'max-norm, non-negative or unit-norm, or { kind: "max-norm", limit }';

const constraintTakes: Takes = {
  type: "either",
  of: [
    kindField.takes,
    {
      type: "fields",
      fields: {
        kind: { takes: { type: "choice", names: ["max-norm"] }, says: "A norm above the limit is scaled down to it." },
        limit: { ...constraintFields.limit, says: "The largest norm of a unit's weights." },
      },
      what: constraintText,
    },
    {
      type: "fields",
      fields: {
        kind: {
          takes: { type: "choice", names: ["non-negative", "unit-norm"] },
          says: "What is below 0 becomes 0; the norm of a unit's weights becomes 1.",
        },
      },
      what: constraintText,
    },
  ],
  what: constraintText,
};

function readConstraint(value: unknown, path: string): ConstraintSpec | undefined {
  if (value === null) return undefined;
  const given = typeof value === "string" ? { kind: value } : value;
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw valueError(path, value, constraintText);
  const { kind: name } = given as { readonly kind?: unknown };
  const kind = kindField.read(name, typeof value === "string" ? path : `${path}.kind`);
  const own = kind === "max-norm" ? constraintFields : {};
  const complete = completeSpec(path, kind, { kind }, own as Fields<ConstraintSpec>, given as Record<string, unknown>);
  return complete as ConstraintSpec;
}

const factor = number({ atLeast: 0 });
const each = {
  weights: { ...factor, says: "Of the layer's weights." },
  biases: { ...factor, says: "Of its biases." },
};
const factorText = "a finite number at least 0, or { weights, biases } of such";

const factors: Field<Factors | undefined> = {
  takes: {
    type: "either",
    of: [factor.takes, { type: "fields", fields: each, what: "{ weights, biases }" }],
    what: factorText,
  },
  otherwise: "1",
  isAbsent: true,
  read(value, path) {
    const one = readFactors(value, path);
    return one === 1 ? undefined : one;
  },
};

function readFactors(value: unknown, path: string): Factors {
  if (typeof value === "number") return factor.read(value, path);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw valueError(path, value, factorText);
  const { kind: _, ...complete } = completeSpec<{ kind: string; weights: number; biases: number }>(
    ...[path, "a factor of two parts", { kind: "" }, each, value as Record<string, unknown>],
  );
  return complete.weights === complete.biases ? complete.weights : Object.freeze(complete);
}

/** The options of every layer that has tensors to be trained. */
export const layerHabits: { readonly [Name in keyof LayerHabits]-?: Field<LayerHabits[Name]> } = {
  trainable: {
    takes: { type: "boolean" },
    otherwise: "true",
    isAbsent: true,
    read: (value, path) => (flag(true).read(value, path) ? undefined : false),
  },
  rateFactor: factors,
  decayFactor: factors,
  constraint: {
    takes: { type: "optional", of: constraintTakes },
    otherwise: "null: none",
    isAbsent: true,
    read: readConstraint,
  },
};

/** What other programs call them. */
export const layerHabitWords: Words = {
  trainable: /freez|frozen|requiresgrad|trained/,
  rateFactor: /^lr|learningrate/,
  decayFactor: /weightdecay|^wd/,
  constraint: /maxnorm|constr/,
};

export const layerHabitProse: Readonly<Record<keyof LayerHabits, string>> = {
  trainable: "false: its tensors stay as they are, and no gradient is computed for them.",
  rateFactor: "The optimizer's rate times this, for all tensors of the layer or for its weights and its biases.",
  decayFactor: "The optimizer's weight decay times this.",
  constraint:
    "What each unit's weights are held to after every update: max-norm (N. Srivastava et al. 2014), non-negative " +
    "(J. Chorowski and J. Zurada 2015) or unit-norm.",
};

/** A factor of one of the layer's tensors. */
export function factorOf(factors: Factors | undefined, drawnAs: "weights" | "biases"): number {
  return typeof factors === "object" ? factors[drawnAs] : (factors ?? 1);
}
