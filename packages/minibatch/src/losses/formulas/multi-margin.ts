import type { RowFormula } from "./formula.ts";

/**
 * sum_y t_y sum_{c != y} max(0, margin - z_y + z_c) / C: J. Weston and C. Watkins (1999), "Support vector machines for
 * multi-class pattern recognition", divided by the number of classes as PyTorch's MultiMarginLoss does. Numbers:
 * margin.
 */
export const multiMargin: RowFormula = (row, [margin]) => {
  const { outputs, targets, prediction, gradient, start, count, scale } = row;
  const end = start + count;
  let loss = 0;
  for (let i = start; i < end; i++) {
    prediction[i] = outputs[i];
    gradient[i] = 0;
  }
  for (let y = start; y < end; y++) {
    if (targets[y] === 0) continue;
    const share = targets[y] / count;
    for (let i = start; i < end; i++) {
      if (i === y) continue;
      const short = margin - outputs[y] + outputs[i];
      if (short <= 0) continue;
      loss += share * short;
      // NaN, if it is that
      const slope = (short > 0 ? 1 : short) * share * scale;
      gradient[i] += slope;
      gradient[y] -= slope;
    }
  }
  return loss;
};
