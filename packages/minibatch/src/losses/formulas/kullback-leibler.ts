import { log } from "../../math/log.ts";
import type { RowFormula } from "./formula.ts";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";

/**
 * sum_c t_c (log t_c - log p_c), p the softmax: S. Kullback and R. A. Leibler (1951), "On information and sufficiency",
 * equation 2.4; PyTorch's KLDivLoss(reduction="batchmean") of a log_softmax. It is the cross-entropy less what the
 * targets have of it themselves, so the gradient is the same.
 */
export const kullbackLeibler: RowFormula = (row, _numbers, factors) => {
  const { targets, start, count } = row;
  let loss = softmaxCrossEntropy(row, [0, 0], factors);
  for (let i = start; i < start + count; i++) if (targets[i] !== 0) loss += targets[i] * log(targets[i]);
  return loss;
};
