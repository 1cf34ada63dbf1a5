/**
 * P-values adjusted for their number, in their order (S. Holm, Scandinavian Journal of Statistics 6(2), 1979): the
 * smallest times m, the next times m - 1, ..., none below the one before it, none above 1. Rejecting those at or below
 * alpha rejects a true hypothesis with a probability of at most alpha, however they depend on each other.
 *
 * @param family m: how many p-values there are, where only these were computed; the others count as 1. Default: these
 */
export function adjustHolm(pValues: readonly number[], family: number = pValues.length): number[] {
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1));
  if (wrong !== undefined) throw new RangeError(`Cannot adjust p-values: one is ${wrong}; each needs to be in 0 .. 1`);
  if (!(family >= pValues.length && family < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `Cannot adjust p-values: they are of a family of ${family}; it needs to be finite and at least their ` +
        `number, ${pValues.length}`,
    );
  }
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length).fill(0);
  let least = 0;
  order.forEach((index, place) => {
    least = Math.max(least, Math.min(1, (family - place) * pValues[index]!));
    adjusted[index] = least;
  });
  return adjusted;
}

/**
 * By what each p-value is multiplied in the step at which Holm decides on it: m for the smallest, m - 1 for the next,
 * ..., and for all from the first that is not rejected on that one's. A p-value is rejected exactly when it times its
 * factor is at most alpha: at the level 1 - alpha / factor an interval of the same test leaves 0 out for those that are
 * rejected, and for no other.
 *
 * @param family as for `adjustHolm`
 */
export function factorsOfHolm(pValues: readonly number[], alpha: number, family: number = pValues.length): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
  const kept = order.findIndex((index, place) => (family - place) * pValues[index]! > alpha);
  const factors = new Array<number>(pValues.length);
  order.forEach((index, place) => {
    const before = order[place - 1];
    // equal p-values share the first one's factor, so that their order does not matter
    if (before !== undefined && pValues[before] === pValues[index]) factors[index] = factors[before]!;
    else factors[index] = family - (kept === -1 ? place : Math.min(place, kept));
  });
  return factors;
}
