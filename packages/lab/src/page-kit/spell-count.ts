import { formatCount } from "./format-number.ts";

const WORDS = (
  "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
  "eighteen nineteen twenty"
).split(" ");

/** A count within a sentence: in words up to twenty, then in digits. "twelve" */
export function spellCount(count: number): string {
  return WORDS[count] ?? formatCount(count);
}
