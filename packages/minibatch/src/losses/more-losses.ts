/**
 * Every loss beyond the core's three, and the options of these: a new one is its formula's file in `formulas/`, its
 * kernel in `wasm/more-losses.ts`, and a row here, in the types and in the table.
 */
import { type Field, number, optional, valueError } from "../spec/fields.ts";
import type { Prose } from "../spec/prose.ts";
import type { Takes } from "../spec/takes.ts";
import type { Words } from "../spec/words.ts";
import type { FormulaNumbers } from "./formulas/formula.ts";
import type { ElementLossName, RowLossName } from "./formulas.ts";
import type { CoreLossKind, LossFormula, LossRule, OfOutputs } from "./loss.ts";

interface SoftmaxCrossEntropySpec {
  readonly kind: "softmax-cross-entropy";
  /** share of every target that is divided among all classes */
  readonly labelSmoothing: number;
}

interface SigmoidBinaryCrossEntropySpec {
  readonly kind: "sigmoid-binary-cross-entropy";
  /** how far targets are moved to one half: 0 becomes half of it, 1 that much less */
  readonly labelSmoothing: number;
  /** how much more a target of 1 counts than one of 0: a number, or one for each output */
  readonly positiveWeight: OfOutputs;
}

interface HuberSpec {
  readonly kind: "huber";
  /** the error from which on the loss grows along a straight line */
  readonly delta: number;
}

interface QuantileSpec {
  readonly kind: "quantile";
  /** the share of targets that shall lie below the output */
  readonly tau: number;
}

interface MultiMarginSpec {
  readonly kind: "multi-margin";
  /** by how much the right class shall be above each other one */
  readonly margin: number;
}

interface SigmoidFocalSpec {
  readonly kind: "sigmoid-focal";
  /** how much less an output counts that is right already; 0: as the cross-entropy */
  readonly gamma: number;
  /** the weight of a target of 1; one of 0 has the rest to 1. null: both count 1 */
  readonly alpha: number | null;
}

interface SoftmaxFocalSpec {
  readonly kind: "softmax-focal";
  readonly gamma: number;
  /** the weight of every class: a number, or one for each */
  readonly alpha: OfOutputs;
}

interface PlainSpec<K extends string> {
  readonly kind: K;
}

/** Losses that have options. */
type OptionSpec =
  | SoftmaxCrossEntropySpec
  | SigmoidBinaryCrossEntropySpec
  | HuberSpec
  | QuantileSpec
  | MultiMarginSpec
  | SigmoidFocalSpec
  | SoftmaxFocalSpec;

type PlainKind = "mean-squared-error" | "mean-absolute-error" | "hinge" | "poisson" | "kullback-leibler";

/** A loss with all of its options. */
export type LossSpec = OptionSpec | PlainSpec<PlainKind>;

/** The kinds that are not the core's. */
export type MoreLossKind = Exclude<LossSpec["kind"], CoreLossKind>;

const smoothing = number({ atLeast: 0, below: 1 }, 0);

/** A number above 0, or a list of them, one for each output. */
function ofOutputs(fallback: number): Field<OfOutputs> {
  const one = number({ above: 0 }, fallback);
  const what = "a number above 0, or a list of one for each output";
  const takes: Takes = { type: "either", of: [one.takes, { type: "list", of: one.takes, what }], what };
  return {
    takes,
    fallback,
    read(value, path) {
      if (typeof value === "number") return one.read(value, path);
      if (!Array.isArray(value) || value.length === 0) throw valueError(path, value, what, fallback);
      return Object.freeze(value.map((each: unknown, i) => one.read(each, `${path}[${i}]`)));
    },
  };
}

/** A number for each output; none where all are 1. */
function factorsOf(given: OfOutputs, outputs: number): readonly number[] {
  if (typeof given !== "number") return given;
  return given === 1 ? [] : Array.from({ length: outputs }, () => given);
}

const NONE: FormulaNumbers = [0, 0];

function element(formula: ElementLossName, numbers = NONE, factors: readonly number[] = []): LossFormula {
  return { kind: "element-loss", formula, numbers, factors };
}

function row(formula: RowLossName, numbers = NONE, factors: readonly number[] = []): LossFormula {
  return { kind: "row-loss", formula, numbers, factors };
}

const OF_NUMBERS = {
  activation: null,
  leastOutputs: 1,
  takesClasses: false,
  targets: "numbers",
  counts: null,
} as const;
const OF_BITS = {
  activation: "sigmoid",
  leastOutputs: 1,
  takesClasses: false,
  targets: "shares",
  counts: "bits",
} as const;
const OF_CLASSES = {
  activation: "softmax",
  leastOutputs: 2,
  takesClasses: true,
  targets: "shares",
  counts: "classes",
} as const;

type OfKind<K> = Extract<LossSpec, { readonly kind: K }>;

const rules: { readonly [K in LossSpec["kind"]]: LossRule<OfKind<K>> } = {
  "softmax-cross-entropy": {
    ...OF_CLASSES,
    fields: { labelSmoothing: smoothing },
    formula: ({ labelSmoothing }) => row("softmax-cross-entropy", [labelSmoothing, 0]),
  },
  "sigmoid-binary-cross-entropy": {
    ...OF_BITS,
    fields: { labelSmoothing: smoothing, positiveWeight: ofOutputs(1) },
    formula: ({ labelSmoothing, positiveWeight }, outputs) =>
      element("sigmoid-binary-cross-entropy", [labelSmoothing, 0], factorsOf(positiveWeight, outputs)),
  },
  "mean-squared-error": { ...OF_NUMBERS, fields: {}, formula: () => element("mean-squared-error") },
  "mean-absolute-error": { ...OF_NUMBERS, kernels: "full", fields: {}, formula: () => element("mean-absolute-error") },
  huber: {
    kernels: "full",
    ...OF_NUMBERS,
    fields: { delta: number({ above: 0 }, 1) },
    formula: ({ delta }) => element("huber", [delta, 0]),
  },
  quantile: {
    kernels: "full",
    ...OF_NUMBERS,
    fields: { tau: number({ above: 0, below: 1 }, 0.5) },
    formula: ({ tau }) => element("quantile", [tau, 0]),
  },
  poisson: {
    kernels: "full",
    ...OF_NUMBERS,
    activation: "exponential",
    targets: "counts",
    fields: {},
    formula: () => element("poisson"),
  },
  "kullback-leibler": { ...OF_CLASSES, kernels: "full", fields: {}, formula: () => row("kullback-leibler") },
  hinge: {
    kernels: "full",
    ...OF_BITS,
    activation: null,
    counts: "signs",
    fields: {},
    formula: () => element("hinge"),
  },
  "multi-margin": {
    kernels: "full",
    ...OF_CLASSES,
    activation: null,
    fields: { margin: number({ above: 0 }, 1) },
    formula: ({ margin }) => row("multi-margin", [margin, 0]),
  },
  "sigmoid-focal": {
    kernels: "full",
    ...OF_BITS,
    fields: {
      gamma: number({ atLeast: 0 }, 2),
      alpha: { ...optional(number({ atLeast: 0, atMost: 1 })), fallback: 0.25 },
    },
    formula: ({ gamma, alpha }) => element("sigmoid-focal", [gamma, alpha ?? -1]),
  },
  "softmax-focal": {
    kernels: "full",
    ...OF_CLASSES,
    fields: { gamma: number({ atLeast: 0 }, 2), alpha: ofOutputs(0.25) },
    formula: ({ gamma, alpha }, outputs) => row("softmax-focal", [gamma, 0], factorsOf(alpha, outputs)),
  },
};

/** What other programs call them; the first that fits. */
const words: Words = {
  huber: /smoothl1/,
  "sigmoid-focal": /(?:bin|sigm).*focal/,
  "softmax-focal": /focal/,
  "mean-absolute-error": /abs|l1|mae/,
  poisson: /poisson/,
  quantile: /pinball|quant/,
  "kullback-leibler": /^kl|kldiv|kullback|divergence/,
  "multi-margin": /(?:cat|multi|class).*hinge|margin/,
  hinge: /^hinge/,
  "write { kind, labelSmoothing }": /smooth/,
};

export const moreLosses: {
  readonly rules: { readonly [K in LossSpec["kind"]]: LossRule<OfKind<K>> };
  readonly words: Words;
} = { rules, words };

export const moreLossProse: Prose<MoreLossKind> = {
  kinds: {
    "mean-absolute-error": "numbers, large errors counting as small ones do; it has no accuracy",
    huber: "numbers, squared errors up to delta and straight lines beyond (P. J. Huber 1964); it has no accuracy",
    quantile: "numbers, of which a share tau shall lie below the output (Koenker and Bassett 1978); it has no accuracy",
    poisson: "counts; the last layer gives the logarithm of the rate; it has no accuracy",
    "kullback-leibler": "shares of classes; the last layer gives logits",
    hinge: "yes or no, by the output's sign: a margin in place of a probability",
    "multi-margin": "classes, by the largest output: margins in place of probabilities (Weston and Watkins 1999)",
    "sigmoid-focal": "yes or no, where one is rare (Lin et al. 2017); the last layer gives logits",
    "softmax-focal": "classes of which some are rare (Lin et al. 2017); the last layer gives logits",
  },
  fields: {
    labelSmoothing: "How much of every target is divided among the answers, so that none is certain.",
    positiveWeight: "How much more a target of 1 counts than one of 0: a number, or one for each output.",
    delta: "The error from which on the loss grows along a straight line.",
    tau: "The share of targets that shall lie below the output.",
    margin: "By how much the right class shall be above each other one.",
    gamma: "How much less an output counts that is right already; at 0 it is the cross-entropy.",
    alpha:
      "Of sigmoid-focal: the weight of a target of 1, which leaves the rest to 1 for one of 0; null: both count 1. " +
      "Of softmax-focal: the weight of a class, a number or one for each.",
  },
};
