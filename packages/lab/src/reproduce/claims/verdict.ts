/** From intervals to verdicts: what the 95% interval leaves open is inconclusive. */
import type { Interval, Verdict } from "../results.ts";

/** Accuracies that differ by less than half a point count as equal. */
export const MARGIN = 0.005;

/** One of the conditions that a claim is looked at under, with what its interval says there. */
export interface Condition {
  /** with its preposition: "at tanh 0.005", "against Adam" */
  readonly name: string;
  readonly verdict: Verdict;
}

/**
 * Is the quantity above `threshold`? Values that all lie exactly on it (a tie of coarse figures, such as epochs) speak
 * neither for nor against: inconclusive.
 */
export function judgeAbove([low, high]: Interval, threshold: number): Verdict {
  if (low === threshold && high === threshold) return "inconclusive";
  if (low > threshold) return "holds";
  return high <= threshold ? "fails" : "inconclusive";
}

/**
 * Is the quantity within +-`margin`? Equivalence by interval (D. Schuirmann 1987, at 95% both sides instead of 90%).
 */
export function judgeWithin([low, high]: Interval, margin: number): Verdict {
  if (low > -margin && high < margin) return "holds";
  return low >= margin || high <= -margin ? "fails" : "inconclusive";
}

/** A claim with several parts, all of which it needs: it holds when all hold and fails when one fails. */
export function joinVerdicts(...parts: readonly Verdict[]): Verdict {
  if (parts.includes("fails")) return "fails";
  return parts.every((part) => part === "holds") ? "holds" : "inconclusive";
}

/** A claim made under several conditions: holds in all, fails in all, holds in some and fails in some, or is open. */
export function joinConditions(conditions: readonly Condition[]): Verdict {
  const has = (verdict: Verdict) => conditions.some((condition) => condition.verdict === verdict);
  if (has("holds") && has("fails")) return "in part";
  const [first] = conditions;
  return first !== undefined && conditions.every(({ verdict }) => verdict === first.verdict)
    ? first.verdict
    : "inconclusive";
}

const CONDITION_WORDS = [
  ["holds", "holds"],
  ["fails", "fails"],
  ["inconclusive", "is undecided"],
] as const;

/** "Holds at ReLU 0.02, fails at tanh 0.005 and tanh 0.02." The first line of a verdict with conditions. */
export function describeConditions(conditions: readonly Condition[]): string {
  const parts = CONDITION_WORDS.flatMap(([verdict, word]) => {
    const names = conditions.filter((condition) => condition.verdict === verdict).map(({ name }) => name);
    return names.length === 0 ? [] : [`${word} ${listWords(names)}`];
  });
  const text = parts.join(", ");
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

/** "a", "a and b", "a, b and c" */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
