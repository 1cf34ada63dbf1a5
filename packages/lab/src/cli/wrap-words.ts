import { UNKNOWN_WIDTH } from "./terminal/terminal-width.ts";

/**
 * Breaks a text into rows of at most `width` characters, at blanks where there are any. Line ends and indents in it stay. What is no
 * width (below 1, NaN) is taken as unknown, for no row would ever be short enough.
 */
export function wrapWords(text: string, width: number): string[] {
  const most = width >= 1 ? Math.floor(width) : UNKNOWN_WIDTH;
  return text.split("\n").flatMap((line) => {
    const rows: string[] = [];
    let rest = line;
    while (rest.length > most) {
      const blank = rest.lastIndexOf(" ", most);
      const end = blank === -1 || rest.slice(0, blank).trim() === "" ? most : blank;
      rows.push(rest.slice(0, end));
      rest = rest.slice(end).trimStart();
    }
    return [...rows, rest];
  });
}
