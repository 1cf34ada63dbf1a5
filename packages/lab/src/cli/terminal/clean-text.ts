/**
 * What a terminal would obey rather than show, spelled out: names, paths and messages come from files and servers, and
 * may hold anything. The spelling is that of JSON, so that a document stays the same document.
 */

/**
 * C0 but tab and line feed, DEL, C1; line and paragraph separators; marks that turn the order of reading round (Unicode
 * 16, chapter 23.2 and UAX 9; N. Boucher & R. Anderson, Trojan Source, 2021), and interlinear ones.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const OBEYED = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFFF9-\uFFFB]/g;

export function cleanText(text: string): string {
  return text.replace(OBEYED, spellOut);
}

/** The same for a cell or a name, which has one line. */
export function cleanLine(text: string): string {
  return cleanText(text.replaceAll(/[\s\u0085]*[\n\r\u0085\u2028\u2029][\s\u0085]*|\t/g, " "));
}

function spellOut(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
