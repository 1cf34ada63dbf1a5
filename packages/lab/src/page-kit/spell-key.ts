/** The keys of `results.json`, spelled in words. */
import { polishText } from "./polish-text.ts";

/** `low` and `high` at a key's end are the ends of an interval. */
const ends: Readonly<Record<string, string>> = { low: "lower end", high: "upper end" };

const names: Readonly<Record<string, string>> = { relu: "ReLU", sgd: "SGD", rmsprop: "RMSprop", adam: "Adam" };

/**
 * meanDifference -> mean difference, x10.reluKept -> ×10, ReLU kept, constant0.01.fallLow -> constant 0.01, fall, lower
 * end
 */
export function spellKey(key: string): string {
  const words = polishText(key)
    .replace(/([a-z])(\d)/g, "$1 $2")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[._](?=[a-z])/gi, ", ")
    .replace(/\b[A-Z][a-z]/g, (start) => start.toLowerCase());
  return words
    .replace(/(?:^|,? )(low|high)$/, (end, word: string) => (end === word ? "" : ", ") + ends[word])
    .replace(/\b(?:relu|sgd|rmsprop|adam)\b/g, (name) => names[name] as string);
}
