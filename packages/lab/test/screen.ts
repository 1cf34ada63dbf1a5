/** What a terminal shows after what it was sent, as far as our displays use one: lines, the cursor up, erasing. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what a terminal is sent
const PIECE = /\u001B\[\??(\d*)([A-Za-z])|\r|\n|[^\u001B\r\n]+/g;

/**
 * Its rows, without what is blank at their ends and after the last one. It is as high as it must be, and wraps nothing.
 */
export function screenOf(sent: string): string[] {
  const rows: string[] = [""];
  let [row, column] = [0, 0];
  for (const [piece, count, command] of sent.matchAll(PIECE)) {
    if (piece === "\r") column = 0;
    else if (piece === "\n") {
      row++;
      column = 0;
      rows[row] ??= "";
    } else if (command === "A") row = Math.max(0, row - Number(count));
    else if (command === "K") rows[row] = "";
    else if (command === "J") rows.splice(row, rows.length - row, (rows[row] as string).slice(0, column));
    else if (command === undefined) {
      const line = rows[row] as string;
      rows[row] = line.slice(0, column).padEnd(column) + piece + line.slice(column + piece.length);
      column += piece.length;
    }
  }
  const shown = rows.map((line) => line.trimEnd());
  while (shown.at(-1) === "") shown.pop();
  return shown;
}
