/** Draws whole numbers 0 .. limit-1, each as likely as the others. */
export type DrawBelow = (limit: number) => number;

export interface PermutationResult {
  readonly observed: number;
  /** one-sided: share of orders whose statistic is at least the observed one, the observed order counted among them */
  readonly pValue: number;
  /** the statistic's mean over the permuted orders */
  readonly permutedMean: number;
  readonly permutations: number;
}

/**
 * One-sided permutation test: is `statistic` larger in the given order than in random ones?
 * p = (1 + #{permuted >= observed}) / (1 + permutations), which is never 0 (B. Phipson & G. Smyth,
 * Statistical Applications in Genetics and Molecular Biology 9(1), 2010, section 4).
 *
 * @param statistic of an order of 0 .. length-1
 */
export function testPermutations(
  statistic: (order: readonly number[]) => number,
  length: number,
  permutations: number,
  drawBelow: DrawBelow,
): PermutationResult {
  const order = Array.from({ length }, (_, i) => i);
  const observed = statistic(order);
  let atLeast = 1;
  let sum = 0;
  for (let round = 0; round < permutations; round++) {
    shuffle(order, drawBelow);
    const permuted = statistic(order);
    if (permuted >= observed) atLeast++;
    sum += permuted;
  }
  return { observed, pValue: atLeast / (1 + permutations), permutedMean: sum / permutations, permutations };
}

/** Fisher-Yates (D. Knuth, TAOCP 2, algorithm 3.4.2P), in place. */
function shuffle(order: number[], drawBelow: DrawBelow): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = drawBelow(i + 1);
    const swapped = order[i] as number;
    order[i] = order[j] as number;
    order[j] = swapped;
  }
}
