/** Which fold each row validates in: as many rows a fold as can be, drawn from a seed. */
import { createStream, shuffle } from "minibatch";

/** The second index of the stream, after those of the splits. */
const FOLD_STREAM = 4;

/**
 * [rows] 0 .. folds - 1. `keys` [rows]: rows of one key are dealt out evenly (a class), or stay together (a group).
 * Groups go to the fold that has the fewest rows so far, the largest first, those of one size in drawn order.
 */
export function dealFolds(
  rows: number,
  keys: ArrayLike<number> | null,
  folds: number,
  { isGrouped, seed }: { readonly isGrouped: boolean; readonly seed: number },
): Uint32Array {
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  shuffle(createStream(seed, "split", 0, FOLD_STREAM), order);
  const byKey = new Map<number, number[]>();
  for (const row of order) {
    const key = keys?.[row] ?? 0;
    const those = byKey.get(key);
    if (those === undefined) byKey.set(key, [row]);
    else those.push(row);
  }
  const foldOf = new Uint32Array(rows);
  if (!isGrouped) {
    // one after the other through all classes, so that the folds' sizes differ by a row at most
    let next = 0;
    for (const those of byKey.values()) for (const row of those) foldOf[row] = next++ % folds;
    return foldOf;
  }
  const sizes = new Uint32Array(folds);
  for (const those of [...byKey.values()].sort((a, b) => b.length - a.length)) {
    const fold = sizes.indexOf(Math.min(...sizes));
    for (const row of those) foldOf[row] = fold;
    sizes[fold]! += those.length;
  }
  return foldOf;
}
