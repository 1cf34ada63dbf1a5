/** The range of learning rates that an activation can be trained at. */

export interface RateOutcome {
  readonly rate: number;
  /** null when the training diverged */
  readonly accuracy: number | null;
}

/**
 * How wide the usable range is: highest over lowest rate, 1 when only the best will do. Usable are the rates whose accuracy
 * is at most `distance` below the best one's, around it without a gap.
 *
 * @param outcomes by ascending rate; at 1 when every rate diverged, there being no range at all
 */
export function usableWidth(outcomes: readonly RateOutcome[], distance: number): number {
  const accuracies = outcomes.map((outcome) => outcome.accuracy ?? 0);
  const best = Math.max(...accuracies);
  if (best === 0) return 1;
  const peak = accuracies.indexOf(best);
  const usable = (index: number) => index in accuracies && accuracies[index]! >= best - distance;
  let lowest = peak;
  let highest = peak;
  while (usable(lowest - 1)) lowest--;
  while (usable(highest + 1)) highest++;
  return outcomes[highest]!.rate / outcomes[lowest]!.rate;
}
