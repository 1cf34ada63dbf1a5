/** What the doctor finds: one line, the figures it rests on, and what to change. */

/** Every kind of finding, causes before what they cause: the order in which findings are told. */
export const FINDING_KINDS = [
  "unscaled-inputs",
  "unscaled-targets",
  "splits-differ",
  "unshuffled-rows",
  "equal-units",
  "missing-activation",
  "clipped-output",
  "vanishing-variance",
  "lagging-statistics",
  "saturated-units",
  "exploding-gradients",
  "vanishing-gradients",
  "dead-units",
  "rate-too-high",
  "too-much-decay",
  "too-much-dropout",
  "rate-too-low",
  "too-few-epochs",
  "too-few-units",
  "labels-without-information",
  "class-imbalance",
  "overfitting",
] as const;

/** What may be wrong with a training. */
export type FindingKind = (typeof FINDING_KINDS)[number];

/** A value of a specification. */
export type ChangeValue =
  | string
  | number
  | boolean
  | null
  | readonly ChangeValue[]
  | { readonly [name: string]: ChangeValue };

/**
 * New values by their paths in an experiment: `{ "optimizer.learningRate": 0.01 }`, `{ "model.layers[0].weights":
 * "he-normal" }`. Empty where nothing in it can be changed for the better.
 */
export type Change = Readonly<Record<string, ChangeValue>>;

/** One thing to try. */
export interface Advice {
  readonly says: string;
  readonly change: Change;
}

/** Something that is wrong with a training. */
export interface Finding {
  readonly kind: FindingKind;
  /** the layer it is about; null: the training as a whole */
  readonly layer: string | null;
  /** the epoch from which on it shows; 0: before the first */
  readonly epoch: number;
  /** one sentence */
  readonly says: string;
  /** the figures it rests on, by name */
  readonly because: Readonly<Record<string, number>>;
  /** the best one first */
  readonly advices: readonly Advice[];
}
