/** How large a learning rate an activation can be trained at. */

export interface RateOutcome {
  readonly rate: number;
  /** null when the training diverged */
  readonly accuracy: number | null;
}

/** The largest usable rate, or the end of the rates tried where it lies outside of them. */
export interface UsableEdge {
  readonly rate: number;
  /** "above": usable up to the highest rate tried; "below": every rate diverged, the lowest too */
  readonly outside: "above" | "below" | null;
}

/**
 * Where accuracy, going up from the best rate, first falls `distance` below the best: between the two rates around it
 * linear in the logarithm of the rate, so that it is finer than the rates tried. A diverged training counts as
 * accuracy 0.
 *
 * @param outcomes by ascending rate
 */
export function findUsableEdge(outcomes: readonly RateOutcome[], distance: number): UsableEdge {
  const accuracies = outcomes.map((outcome) => outcome.accuracy ?? 0);
  const best = Math.max(...accuracies);
  if (best === 0) return { rate: outcomes[0]!.rate, outside: "below" };
  const limit = best - distance;
  const peak = accuracies.indexOf(best);
  const first = accuracies.findIndex((accuracy, i) => i > peak && accuracy < limit);
  if (first === -1) return { rate: outcomes.at(-1)!.rate, outside: "above" };
  const [above, below] = [accuracies[first - 1]!, accuracies[first]!];
  const [from, to] = [outcomes[first - 1]!.rate, outcomes[first]!.rate];
  return { rate: from * (to / from) ** ((above - limit) / (above - below)), outside: null };
}
