/**
 * Every step of preprocessing: a new one is a file of this folder and a row here, in the type and in
 * the table.
 */
import { impute } from "./impute.ts";
import { logStep } from "./log-step.ts";
import { minMax } from "./min-max.ts";
import { oneHot } from "./one-hot.ts";
import { ordinal } from "./ordinal.ts";
import { robust } from "./robust.ts";
import { scalePixels } from "./scale-pixels.ts";
import { standardize } from "./standardize.ts";
import type { StepKind } from "./step.ts";

/** What is written as a step's `kind`. */
export type StepName = "standardize" | "min-max" | "robust" | "log" | "one-hot" | "ordinal" | "impute" | "scale-pixels";

const STEPS: Readonly<Record<StepName, unknown>> = {
  standardize,
  "min-max": minMax,
  robust,
  log: logStep,
  "one-hot": oneHot,
  ordinal,
  impute,
  "scale-pixels": scalePixels,
};

/** The steps by name, in the order of the table. The types here do not say which options belong to which step. */
export const stepKinds: Readonly<Record<StepName, StepKind>> = STEPS as never;

/** Their names, in the order of the table. */
export const stepNames: readonly StepName[] = Object.keys(STEPS) as StepName[];
