/**
 * The losses by kind, and what the rest of the library needs to know of each. A new one is a row: here where a page of
 * dense networks should load it, else in `more-losses.ts`, whose rows are added by `every-kind.ts`.
 */
import { SpecError } from "../errors.ts";
import { suggest } from "../spec/complete-spec.ts";
import { show } from "../spec/fields.ts";
import type { Prose } from "../spec/prose.ts";
import type { Words } from "../spec/words.ts";
import type { CoreLossKind, LossFormula, LossRule } from "./loss.ts";
import type { LossSpec, MoreLossKind, moreLosses } from "./more-losses.ts";

/** What training makes small. */
export type LossKind = CoreLossKind | MoreLossKind;

/** A loss as a model has it: its name, or, where an option is not the default, an object with all of them. */
export type Loss = LossKind | LossSpec;

const coreRules: Readonly<Record<CoreLossKind, LossRule<{ readonly kind: CoreLossKind }>>> = {
  "softmax-cross-entropy": {
    activation: "softmax",
    leastOutputs: 2,
    takesClasses: true,
    targets: "shares",
    counts: "classes",
    fields: {},
  },
  "sigmoid-binary-cross-entropy": {
    activation: "sigmoid",
    leastOutputs: 1,
    takesClasses: false,
    targets: "shares",
    counts: "bits",
    fields: {},
  },
  "mean-squared-error": {
    activation: null,
    leastOutputs: 1,
    takesClasses: false,
    targets: "numbers",
    counts: null,
    fields: {},
  },
};

const rules: Record<string, LossRule<LossSpec>> = { ...coreRules } as never;

/** What other programs call them. */
let lossWords: Words = {
  "sigmoid-binary-cross-entropy": /bce|bin/,
  "softmax-cross-entropy": /categ|cross|log|nll/,
  "mean-squared-error": /mse|square/,
};

/** What losses with options need, and those that have no operation of their own. */
export interface MoreOfLosses {
  /** completes an object; throws SpecError */
  define(input: object): Loss;
  /** a loss by its formula, for so many outputs; null where only its plain operation is known */
  formula(loss: Loss, outputs: number): LossFormula | null;
}

let more: MoreOfLosses | null = null;

/** Adds kinds to the table, and options to those that are there. */
export function addLosses(added: typeof moreLosses, how: MoreOfLosses): void {
  Object.assign(rules, added.rules);
  // theirs first: what is called a binary focal cross-entropy is no cross-entropy
  lossWords = { ...added.words, ...lossWords };
  more = how;
}

/** The kinds there are. */
export function lossKinds(): LossKind[] {
  return Object.keys(rules) as LossKind[];
}

/** What is known of a loss. */
export function ruleOfLoss(loss: Loss): LossRule<LossSpec> {
  return rules[lossKindOf(loss)];
}

export function lossKindOf(loss: Loss): LossKind {
  return typeof loss === "string" ? loss : loss.kind;
}

/** Which kernels its operation needs: the core's, where it is one of theirs without options, or the full ones. */
export function kernelsOfLoss(loss: Loss): "core" | "full" {
  return typeof loss === "string" && ruleOfLoss(loss).kernels === undefined ? "core" : "full";
}

/** The loss by its formula; null where only its plain operation is known. */
export function formulaOf(loss: Loss, outputs: number): LossFormula | null {
  return more?.formula(loss, outputs) ?? null;
}

/** Completes a loss: its bare name, or an object. Throws SpecError. */
export function defineLoss(input: unknown): Loss {
  return more !== null && typeof input === "object" && input !== null ? more.define(input) : chooseLoss(input);
}

/** Throws SpecError for what is no kind. */
export function chooseLoss(given: unknown): LossKind {
  const kind = lossKinds().find((known) => known === given);
  if (kind !== undefined) return kind;
  throw new SpecError("loss", `cannot use ${show(given)}: ${suggest(given, lossKinds(), lossWords)}`);
}

export const lossProse: Prose<CoreLossKind> = {
  kinds: {
    "softmax-cross-entropy": "classes; the last layer gives logits",
    "sigmoid-binary-cross-entropy": "yes or no; the last layer gives logits",
    "mean-squared-error": "numbers; it has no accuracy",
  },
  fields: {},
};
