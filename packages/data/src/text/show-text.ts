/** Characters that a terminal obeys or that turn the direction of what follows: they are shown as escapes. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const LONGEST = 40;

/**
 * What stands in a file, for a message: in quotes, on one line, cut where it is long, with nothing in it that a
 * terminal would obey.
 */
export function showText(text: string, longest: number = LONGEST): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 3)}...` : text;
  return `"${cut.replaceAll('"', '\\"').replaceAll(UNSEEN, escapeCharacter)}"`;
}

function escapeCharacter(character: string): string {
  const named = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
  return named ?? `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
