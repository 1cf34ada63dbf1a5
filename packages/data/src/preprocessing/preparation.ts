/**
 * From a frame to the numbers that a network takes, and back to words: fitted on training rows, then the same for every
 * row. It is JSON, travels in the model's file, and needs nothing else to be used again.
 */
import type { TargetSpec } from "../targets/target.ts";

/** One step as it is written: `{ kind: "standardize", columns: ["width"] }`. */
export interface StepInput {
  readonly kind: string;
  /** names; "numbers", "categories", "arrays": all such inputs; "target". Default: all inputs that the kind takes */
  readonly columns?: readonly string[] | string | undefined;
  readonly [option: string]: unknown;
}

/** A step as it was fitted. */
export interface FittedStep {
  readonly kind: string;
  /** its options, complete */
  readonly options: Readonly<Record<string, unknown>>;
  /** by column: what the training rows taught, as the kind keeps it */
  readonly fitted: readonly { readonly column: string; readonly values: unknown }[];
}

/** All of it. */
export interface Preparation {
  readonly version: 1;
  /** the columns that a raw row has, in order; the target's are not among them */
  readonly inputs: readonly InputColumn[];
  readonly steps: readonly FittedStep[];
  /** what comes out, a name a number: "island=Dream"; null for arrays, whose shape says it */
  readonly features: readonly string[] | null;
  /** [784], [28, 28], [28, 28, 1]: `inputs` of the model */
  readonly shape: readonly number[];
  readonly target: TargetSpec;
  /** the steps of the target's columns, undone in answers */
  readonly targetSteps: readonly FittedStep[];
  /** what `auto` chose, a sentence each; empty where steps were written */
  readonly chosen: readonly string[];
}

/** A column of a raw row; `shape` where it is of arrays. */
export interface InputColumn {
  readonly name: string;
  readonly type: "number" | "category" | "array";
  readonly shape?: readonly number[];
}
