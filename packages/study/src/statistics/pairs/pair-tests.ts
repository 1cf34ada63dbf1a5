/**
 * The tests that every pair of configurations is put to: a file and a row each. Which of them a verdict rests on,
 * `choose-test.ts` says.
 */
import { testPairedT } from "./paired-t-test.ts";
import { testSignFlips } from "./sign-flip-test.ts";
import { testSignedRanks } from "./signed-rank-test.ts";

export interface PairTestOptions {
  /** of the signs that are drawn where there are too many pairs for all of them */
  readonly seed: number;
  readonly stream: readonly [first: number, second: number];
  /** how far off each difference may be by rounding */
  readonly roundings: readonly number[];
}

export interface PairTestKind {
  /** the head of its column in a table, and what is told there */
  readonly head: string;
  readonly says: string;
  /**
   * Two-sided p that at least two paired differences lie around 0; null where the test has no answer. Throws RangeError
   * for a difference that is not finite.
   */
  pValue(differences: readonly number[], options: PairTestOptions): number | null;
}

export type PairTestName = "signFlips" | "signedRanks" | "pairedT";

/** In the order of their columns. */
export const pairTests: Readonly<Record<PairTestName, PairTestKind>> = {
  signFlips: {
    head: "Permutation",
    says: "p of the permutation test of signs, two-sided",
    pValue: (differences, options) => testSignFlips(differences, options).pValue,
  },
  signedRanks: {
    head: "Wilcoxon",
    says: "p of his signed-rank test, two-sided",
    pValue: (differences, { roundings }) => testSignedRanks(differences, roundings).pValue,
  },
  pairedT: {
    head: "t\u2011test",
    says: "p of Student's paired t-test, two-sided",
    pValue: (differences, { roundings }) => testPairedT(differences, roundings)?.pValue ?? null,
  },
};

export const pairTestNames: readonly PairTestName[] = Object.keys(pairTests) as PairTestName[];
