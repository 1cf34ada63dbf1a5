/** The last rows of a terminal, drawn over again and again; lines that stay are printed above them. */
import type { WriteStream } from "node:tty";
import { terminalWidth } from "../terminal/terminal-width.ts";
import { textWidth } from "../terminal/text-width.ts";

const HIDE_CURSOR = "\u001B[?25l";
const SHOW_CURSOR = "\u001B[?25h";
/** a row that does not fit, for a window has just become narrower, must not become two */
const WRAP_OFF = "\u001B[?7l";
const WRAP_ON = "\u001B[?7h";
const ERASE_LINE = "\u001B[2K";
const ERASE_BELOW = "\u001B[J";

export class LiveArea {
  readonly #stream: WriteStream;
  #drawn: readonly string[] = [];
  #isOpen = false;

  constructor(stream: WriteStream) {
    this.#stream = stream;
  }

  /** Rows that have no line's end, none longer than the terminal. */
  draw(rows: readonly string[]): void {
    if (rows.length === 0 && this.#drawn.length === 0) return;
    const text = rows.map((row) => `${ERASE_LINE}${row}`).join("\n");
    this.#stream.write(`${this.#open()}${this.#toTop()}${text}${ERASE_BELOW}`);
    this.#drawn = rows;
  }

  /** Prints rows that stay, and draws the others below them. */
  print(staying: readonly string[], rows: readonly string[]): void {
    const above = staying.map((row) => `${row}\n`).join("");
    // a path that is longer than the terminal goes on in the next row
    const wrapped = this.#isOpen ? `${WRAP_ON}${above}${WRAP_OFF}` : above;
    this.#stream.write(this.#drawn.length === 0 ? wrapped : `${this.#toTop()}${ERASE_BELOW}${wrapped}`);
    this.#drawn = [];
    this.draw(rows);
  }

  /** Takes the rows away, and gives the terminal back as it was. */
  close(): void {
    if (!this.#isOpen) return;
    this.#stream.write(`${this.#toTop()}${ERASE_BELOW}${WRAP_ON}${SHOW_CURSOR}`);
    this.#drawn = [];
    this.#isOpen = false;
  }

  #open(): string {
    if (this.#isOpen) return "";
    this.#isOpen = true;
    return `${HIDE_CURSOR}${WRAP_OFF}`;
  }

  /** The cursor stands in the last row. A window that has become narrower has broken the rows that were drawn in it. */
  #toTop(): string {
    const width = terminalWidth(this.#stream);
    const rows = this.#drawn.reduce((sum, row) => sum + Math.max(1, Math.ceil(textWidth(row) / width)), 0);
    return rows > 1 ? `\r\u001B[${rows - 1}A` : "\r";
  }
}
