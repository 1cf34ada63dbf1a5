/**
 * The losses by kind, and what the rest of the library needs to know of each. A new one is a row: here where a page of
 * dense networks should load it, else in `more-losses.ts`, whose rows are added by `every-kind.ts`.
 */
import { SpecError } from "../errors.ts";
import { completeSpec, openSpec, suggest } from "../spec/complete-spec.ts";
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

/** Adds kinds to the table, and options to those that are there. */
export function addLosses(more: typeof moreLosses): void {
  Object.assign(rules, more.rules);
  // theirs first: what is called a binary focal cross-entropy is no cross-entropy
  lossWords = { ...more.words, ...lossWords };
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
  const { fields, formula } = ruleOfLoss(loss);
  const spec = typeof loss === "string" ? completeSpec("loss", loss, { kind: loss } as LossSpec, fields, {}) : loss;
  return formula?.(spec, outputs) ?? null;
}

/** Completes a loss: its bare name, or an object. Throws SpecError. */
export function defineLoss(input: unknown): Loss {
  const given = typeof input === "object" && input !== null ? openSpec("loss", input) : { kind: input };
  const kind = lossKinds().find((known) => known === given.kind);
  if (kind === undefined) {
    throw new SpecError("loss", `cannot use ${show(given.kind)}: ${suggest(given.kind, lossKinds(), lossWords)}`);
  }
  const { fields } = rules[kind];
  const spec = completeSpec<LossSpec>("loss", `the loss ${kind}`, { kind } as LossSpec, fields, given);
  const values: Readonly<Record<string, unknown>> = { ...spec };
  const isPlain = Object.entries<{ fallback?: unknown }>(fields).every(
    ([name, { fallback }]) => values[name] === fallback,
  );
  return isPlain ? kind : spec;
}

export const lossProse: Prose<CoreLossKind> = {
  kinds: {
    "softmax-cross-entropy": "classes; the last layer gives logits",
    "sigmoid-binary-cross-entropy": "yes or no; the last layer gives logits",
    "mean-squared-error": "numbers; it has no accuracy",
  },
  fields: {},
};
