/** How fast a training learns: the first epoch whose accuracy reaches a stated one. */

/** 1, 2, ...; null when it is never reached. */
export function epochsTo(accuracies: readonly number[], accuracy: number): number | null {
  const index = accuracies.findIndex((value) => value >= accuracy);
  return index === -1 ? null : index + 1;
}

/** 7 -> "7", null -> "more than 50" */
export function describeEpochs(epochs: number | null, trained: number): string {
  return epochs === null ? `more than ${trained}` : String(epochs);
}
