/** Whether probabilities are what they say: of what is told with 80%, 80% should be so. */

/** What was told with a probability within one tenth. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** mean of the probabilities; null where the bin is empty */
  readonly probability: number | null;
  /** share of them that was so; null where the bin is empty */
  readonly share: number | null;
}

/** The bins, and how far they are off. */
export interface Reliability {
  readonly bins: readonly ReliabilityBin[];
  /** mean of |share - probability|, by how many are in each bin (M. P. Naeini et al. 2015); null of none */
  readonly expectedError: number | null;
}

const BINS = 10;

/** `wasSo` is 1 or 0. Tenths of equal width, a probability on an edge in the lower one, as scikit-learn's. */
export function reliabilityOf(probabilities: ArrayLike<number>, wasSo: ArrayLike<number>): Reliability {
  const counts = new Float64Array(BINS);
  const sums = new Float64Array(BINS);
  const hits = new Float64Array(BINS);
  for (let i = 0; i < probabilities.length; i++) {
    const bin = binOf(probabilities[i]!);
    counts[bin]! += 1;
    sums[bin]! += probabilities[i]!;
    hits[bin]! += wasSo[i]!;
  }
  let error = 0;
  const bins = Array.from(counts, (count, bin): ReliabilityBin => {
    const edges = { from: bin / BINS, to: (bin + 1) / BINS, count };
    if (count === 0) return { ...edges, probability: null, share: null };
    error += Math.abs(hits[bin]! - sums[bin]!);
    return { ...edges, probability: sums[bin]! / count, share: hits[bin]! / count };
  });
  return { bins, expectedError: probabilities.length === 0 ? null : error / probabilities.length };
}

function binOf(probability: number): number {
  let bin = 0;
  while (bin < BINS - 1 && probability > (bin + 1) / BINS) bin++;
  return bin;
}
