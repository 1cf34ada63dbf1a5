/**
 * The formulas of the losses beyond the core's three, and of these where rows have weights or options: by the name that
 * operations know them by. Only executors import them. `wasm/more-losses.ts` has a kernel for each.
 */
import type { ElementFormula, RowFormula } from "./formulas/formula.ts";
import { hinge } from "./formulas/hinge.ts";
import { huber } from "./formulas/huber.ts";
import { kullbackLeibler } from "./formulas/kullback-leibler.ts";
import { meanAbsoluteError } from "./formulas/mean-absolute-error.ts";
import { meanSquaredError } from "./formulas/mean-squared-error.ts";
import { multiMargin } from "./formulas/multi-margin.ts";
import { poisson } from "./formulas/poisson.ts";
import { quantile } from "./formulas/quantile.ts";
import { sigmoidCrossEntropy } from "./formulas/sigmoid-cross-entropy.ts";
import { sigmoidFocal } from "./formulas/sigmoid-focal.ts";
import { softmaxCrossEntropy } from "./formulas/softmax-cross-entropy.ts";
import { softmaxFocal } from "./formulas/softmax-focal.ts";

/** Of each output by itself. */
export type ElementLossName =
  | "sigmoid-binary-cross-entropy"
  | "mean-squared-error"
  | "mean-absolute-error"
  | "huber"
  | "hinge"
  | "poisson"
  | "quantile"
  | "sigmoid-focal";

/** Of all outputs of a row. */
export type RowLossName = "softmax-cross-entropy" | "kullback-leibler" | "softmax-focal" | "multi-margin";

export const elementFormulas: Readonly<Record<ElementLossName, ElementFormula>> = {
  "sigmoid-binary-cross-entropy": sigmoidCrossEntropy,
  "mean-squared-error": meanSquaredError,
  "mean-absolute-error": meanAbsoluteError,
  huber,
  hinge,
  poisson,
  quantile,
  "sigmoid-focal": sigmoidFocal,
};

export const rowFormulas: Readonly<Record<RowLossName, RowFormula>> = {
  "softmax-cross-entropy": softmaxCrossEntropy,
  "kullback-leibler": kullbackLeibler,
  "softmax-focal": softmaxFocal,
  "multi-margin": multiMargin,
};
