/** What no name and no class may hold: a terminal would obey it, a table break by it, XML has no way to write it. */

/** control characters, halves of characters, and marks that turn round the order in which what follows is read */
const FORBIDDEN = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** is written as U+FFFD, as every other one */
const HALF = /\p{Cs}/u;

const BREAK = /[\n\r\u2028\u2029]/;

/** The first of them, for messages: "the line break U+000A"; null where there is none. */
export function forbiddenIn(text: string): string | null {
  const found = FORBIDDEN.exec(text)?.[0];
  if (found === undefined) return null;
  const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  const kind = BREAK.test(found) ? "line break" : HALF.test(found) ? "half of a character" : "control character";
  return `the ${kind} U+${code}`;
}
