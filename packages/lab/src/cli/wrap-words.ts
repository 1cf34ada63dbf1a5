/** Breaks a text into rows of at most `width` characters, at blanks where there are any. Line ends and indents in it stay. */
export function wrapWords(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => {
    const rows: string[] = [];
    let rest = line;
    while (rest.length > width) {
      const blank = rest.lastIndexOf(" ", width);
      const end = blank === -1 || rest.slice(0, blank).trim() === "" ? width : blank;
      rows.push(rest.slice(0, end));
      rest = rest.slice(end).trimStart();
    }
    return [...rows, rest];
  });
}
