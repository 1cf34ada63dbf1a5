/**
 * Habits of training that belong to every optimizer, beside its own options. A complete optimizer has only those that
 * say something.
 */
import { completeSpec } from "../spec/complete-spec.ts";
import { choice, type Field, number, valueError } from "../spec/fields.ts";
import type { Words } from "../spec/words.ts";

/** What the moving average of the weights remembers. */
export interface EmaSpec {
  /** share of the average that is kept in each update */
  readonly decay: number;
  /**
   * "none": the average begins as the weights after the first update (Keras 3, PyTorch's AveragedModel). "bias": it
   * begins at 0 and is divided by 1 - decay^t (D. Kingma and J. Ba 2015, section 7.2). "warmup": the decay of update t
   * is at most t / (9 + t) (TensorFlow's ExponentialMovingAverage with num_updates)
   */
  readonly correction: "none" | "bias" | "warmup";
}

/** Absent options say nothing: an update for every batch, no average, weight decay on all that is trained. */
export interface OptimizerHabits {
  /** an update is made of so many batches */
  readonly accumulate?: number;
  /** an exponential moving average of the weights, which predicts in their place */
  readonly ema?: EmaSpec;
  /** "weights": biases, and the scales and offsets of normalizations, do not decay */
  readonly weightDecayOn?: "all" | "weights";
}

/** As it may be written; a number is the decay. */
export type EmaInput = number | (Pick<EmaSpec, "decay"> & Partial<EmaSpec>) | null;

const decay = number({ atLeast: 0, below: 1 });
const correction = choice(["none", "bias", "warmup"], "none", { warmup: /warm|ramp/ });
const emaFields = {
  decay: { ...decay, says: "Share of the average that each update keeps." },
  correction: {
    ...correction,
    says: "How it begins: as the first update's weights; at 0, divided by 1 - decay^t; or with a decay that grows.",
  },
} as const;
const emaText = "a decay at least 0 and below 1, or { decay, correction }";

function readEma(value: unknown, path: string): EmaSpec | undefined {
  if (value === null) return undefined;
  if (typeof value === "number") return Object.freeze({ decay: decay.read(value, path), correction: "none" });
  if (typeof value !== "object" || Array.isArray(value)) throw valueError(path, value, emaText);
  const complete = completeSpec<EmaSpec & { readonly kind: string }>(
    path,
    "a moving average",
    { kind: "" },
    emaFields as never,
    value as Record<string, unknown>,
    { decay: /momentum|beta/ },
  );
  return Object.freeze({ decay: complete.decay, correction: complete.correction });
}

const counted = number({ atLeast: 1, whole: true }, 1);
const on = choice(["all", "weights"], "all", { weights: /bias|norm|kernel|matri/ });

/** The options of every optimizer. */
export const optimizerHabits: { readonly [Name in keyof OptimizerHabits]-?: Field<OptimizerHabits[Name]> } = {
  accumulate: {
    takes: counted.takes,
    otherwise: "1",
    isAbsent: true,
    read(value, path) {
      const batches = counted.read(value, path);
      return batches === 1 ? undefined : batches;
    },
  },
  ema: {
    takes: {
      type: "optional",
      of: {
        type: "either",
        of: [decay.takes, { type: "fields", fields: emaFields, what: "{ decay, correction }" }],
        what: emaText,
      },
    },
    otherwise: "null: none",
    isAbsent: true,
    read: readEma,
  },
  weightDecayOn: {
    takes: on.takes,
    otherwise: '"all"',
    isAbsent: true,
    read: (value, path) => (on.read(value, path) === "all" ? undefined : "weights"),
  },
};

/** What other programs call them. */
export const optimizerHabitWords: Words = {
  accumulate: /grad.*accum|accum.*(?:grad|step|batch)/,
  ema: /^ema|useema|average/,
  weightDecayOn: /exclude|nodecay/,
};

export const optimizerHabitProse: Readonly<Record<keyof OptimizerHabits, string>> = {
  accumulate: "An update is made of so many batches, by the mean gradient of their rows.",
  ema:
    "An exponential moving average of the weights, which evaluates and predicts in their place: its decay, and how it " +
    "begins.",
  weightDecayOn: '"weights": biases and the tensors of normalizations do not decay.',
};
