/** Words that fit a number, and lists that read. */
import { formatCount } from "../report/format-number.ts";

/** "1 trial", "2,000 trials" */
export function countOf(count: number, one: string, many: string = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c"; of more than `most`, "a, b and 7 others"; words with commas of their own stand between semicolons */
export function joinWords(words: readonly string[], most: number = words.length): string {
  const named = words.length > most ? words.slice(0, most) : words.slice(0, -1);
  const rest = words.length > most ? countOf(words.length - most, "other") : words.at(-1);
  if (named.length === 0) return rest ?? "";
  const [comma, and] = words.some((word) => word.includes(",")) ? ["; ", "; and "] : [", ", " and "];
  return `${named.join(comma)}${and}${rest}`;
}
