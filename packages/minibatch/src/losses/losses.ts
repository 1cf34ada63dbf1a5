/**
 * Every loss by kind, and what the rest of the library needs to know of it. A new one is a row here, a file with its
 * formula, and an operation of the executors.
 */
import type { Prose } from "../spec/prose.ts";

/** The losses, by name. */
export const LOSS_KINDS = ["softmax-cross-entropy", "sigmoid-binary-cross-entropy", "mean-squared-error"] as const;

/** What training makes small. */
export type LossKind = (typeof LOSS_KINDS)[number];

export interface LossRule {
  /** the last layer's activation, where the loss contains it: the layer then gives logits */
  readonly activation: "softmax" | "sigmoid" | null;
  readonly leastOutputs: number;
  /** whether a row's target may be the number of its class */
  readonly takesClasses: boolean;
  /** what targets given as numbers are; shares lie within 0 and 1 */
  readonly targets: "shares" | "numbers";
  /** what accuracy counts: the most likely class of a row, each output above one half or not, or nothing */
  readonly counts: "classes" | "bits" | null;
}

export const lossRules: Readonly<Record<LossKind, LossRule>> = {
  "softmax-cross-entropy": {
    activation: "softmax",
    leastOutputs: 2,
    takesClasses: true,
    targets: "shares",
    counts: "classes",
  },
  "sigmoid-binary-cross-entropy": {
    activation: "sigmoid",
    leastOutputs: 1,
    takesClasses: false,
    targets: "shares",
    counts: "bits",
  },
  "mean-squared-error": {
    activation: null,
    leastOutputs: 1,
    takesClasses: false,
    targets: "numbers",
    counts: null,
  },
};

export const lossProse: Prose<LossKind> = {
  kinds: {
    "softmax-cross-entropy": "classes; the last layer gives logits",
    "sigmoid-binary-cross-entropy": "yes or no; the last layer gives logits",
    "mean-squared-error": "numbers; it has no accuracy",
  },
  fields: {},
};
