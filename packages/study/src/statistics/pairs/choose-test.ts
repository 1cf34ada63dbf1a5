/**
 * Which test a verdict rests on, chosen by the number of pairs and of comparisons alone, before any figure is seen: a
 * test chosen by looking at the figures would be wrong more often than it says.
 */
import { smallestSignFlipP } from "./sign-flip-test.ts";

export type PairTest = "sign flips" | "paired t";

/**
 * Sign flips, which assume nothing of the distribution, where they can tell anything: their smallest p times the
 * comparisons (Holm's first step) is at most alpha. Else the paired t-test, which assumes normal differences.
 */
export function choosePairTest(pairs: number, comparisons: number, alpha: number): PairTest {
  return smallestSignFlipP(pairs) * comparisons <= alpha ? "sign flips" : "paired t";
}

/** The least number of repeats with which sign flips can tell: 2 / 2^n * comparisons <= alpha. */
export function repeatsToTell(comparisons: number, alpha: number): number {
  let repeats = 1;
  while ((2 / 2 ** repeats) * comparisons > alpha) repeats++;
  return repeats;
}
