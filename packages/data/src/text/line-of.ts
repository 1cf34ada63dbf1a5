const LINE_END = /\r\n?|\n/g;

/** The line that the character at `index` stands in, from 1; a line ends in LF, CR LF or CR, as editors have it. */
export function lineOf(text: string, index: number): number {
  let line = 1;
  for (const { index: end } of text.slice(0, index).matchAll(LINE_END)) if (end < index) line++;
  return line;
}
