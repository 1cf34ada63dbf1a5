import { exp } from "../../math/exp.ts";
import type { FloatArray } from "../../math/float-array.ts";
import { log } from "../../math/log.ts";
import { log1p } from "../../math/log1p.ts";
import { pow } from "../../math/pow.ts";
import type { RowFormula } from "./formula.ts";
import { softmaxOf } from "./softmax-row.ts";

/**
 * -sum_c alpha_c t_c (1 - p_c)^gamma log p_c, p the softmax: Lin et al. (2017), equation 5, as Keras's
 * CategoricalFocalCrossentropy has it for classes. With g_c = alpha_c t_c (gamma p_c (1 - p_c)^(gamma - 1) log p_c - (1
 * - p_c)^gamma) the gradient is g_c - p_c sum g. Numbers: gamma; factors: alpha of each class.
 */
export const softmaxFocal: RowFormula = (row, [gamma], factors) => {
  const { outputs, targets, prediction, gradient, start, count, scale } = row;
  const { largest, sum } = softmaxOf(outputs, prediction, start, count);
  const logSum = log(sum) + largest;
  let loss = 0;
  let all = 0;
  for (let i = start; i < start + count; i++) {
    gradient[i] = 0;
    if (targets[i] === 0) continue;
    const p = prediction[i];
    // 1 - p would have lost its digits where p is near 1
    const q = p > 0.5 ? restOf(outputs, largest, i, start, count) / sum : 1 - p;
    const logP = p > 0.5 ? log1p(-q) : outputs[i] - logSum;
    const share = targets[i] * (factors.length === 0 ? 1 : factors[i - start]);
    const power = pow(q, gamma);
    loss -= share * power * logP;
    // log p / (1 - p) nears -1
    gradient[i] = share * power * (gamma * p * (q === 0 ? -1 : logP / q) - 1);
    all += gradient[i];
  }
  for (let i = start; i < start + count; i++) gradient[i] = (gradient[i] - prediction[i] * all) * scale;
  return loss;
};

/** The exponentials of all outputs but one. */
function restOf(outputs: FloatArray, largest: number, but: number, start: number, count: number): number {
  let rest = 0;
  for (let i = start; i < start + count; i++) if (i !== but) rest += exp(outputs[i] - largest);
  return rest;
}
