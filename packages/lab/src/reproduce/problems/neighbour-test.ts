/**
 * Are the first-layer weights of neighbouring inputs alike? Lag-1 correlation along the inputs against permuted inputs.
 */
import { createStream, drawPermutation } from "minibatch";
import { mean, type PermutationResult, prepareLagCorrelation, testPermutations } from "study/statistics";

/**
 * One-sided, over one or more networks: the statistic is the networks' mean lag-1 correlation. All are permuted by the
 * same order, because networks trained on the same bits have the same reasons to weigh one of them more: they are not
 * independent.
 *
 * @param networks weights [input][unit] of each
 */
export function testNeighbours(
  networks: readonly (readonly (readonly number[])[])[],
  permutations: number,
  seed: number,
): PermutationResult {
  const correlations = networks.map(prepareLagCorrelation);
  const stream = createStream(seed, "bootstrap");
  return testPermutations(
    (order) => mean(correlations.map((correlate) => correlate(order))),
    networks[0]!.length,
    permutations,
    (length) => drawPermutation(stream, length),
  );
}
