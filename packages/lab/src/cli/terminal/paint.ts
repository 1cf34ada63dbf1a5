/**
 * Colours. What is painted carries marks, not escapes: the doors of `write-out.ts` clean a text first, and only then
 * make escapes of the marks, or nothing. A mark begins with letters drawn when the process starts, so that no name in a
 * file can hold one; and nobody else writes an escape.
 */
import { randomBytes } from "node:crypto";
import { styleText } from "node:util";

export type Style = "failed" | "finished" | "running" | "warning" | "best";

/** What a text is, and how that looks: the one table. */
const STYLES: Readonly<Record<Style, Parameters<typeof styleText>[0]>> = {
  failed: "red",
  finished: "green",
  running: "cyan",
  warning: "yellow",
  best: ["bold", "green"],
};

/** U+FDD0 .. U+FDEF are for use inside a program (Unicode 16, chapter 23.7). */
const FIRST = 0xfdd0;
const secret = Array.from(randomBytes(12), (byte) => String.fromCharCode(FIRST + (byte % 32))).join("");
const NAMES = Object.keys(STYLES) as Style[];
const CLOSE = `${secret}${String.fromCharCode(FIRST + NAMES.length)}`;
const MARK = new RegExp(`${secret}([\\uFDD0-\\uFDEF])`, "g");
const PIECE = new RegExp(`${secret}([\\uFDD0-\\uFDEF])([^]*?)${CLOSE}`, "g");

/** Without colour the same text. */
export function paint(style: Style | null, text: string): string {
  if (style === null || text === "") return text;
  return `${secret}${String.fromCharCode(FIRST + NAMES.indexOf(style))}${text}${CLOSE}`;
}

/** The text as it was before it was painted. */
export function removePaint(text: string): string {
  return text.includes(secret) ? text.replaceAll(MARK, "") : text;
}

/** The last thing that is done to a text: the paint becomes escapes, line by line. */
export function showPaint(text: string): string {
  return removePaint(
    text.replaceAll(PIECE, (_, mark: string, painted: string) => {
      const style = NAMES[mark.charCodeAt(0) - FIRST];
      if (style === undefined) return painted;
      return painted
        .split("\n")
        .map((line) => (line === "" ? "" : styleText(STYLES[style], line, { validateStream: false })))
        .join("\n");
    }),
  );
}

export interface PaintedStream {
  readonly isTTY?: boolean;
}

/**
 * Whether a stream gets colours: NO_COLOR takes them (https://no-color.org), else FORCE_COLOR gives or takes them, also
 * behind a pipe (https://force-color.org), else a terminal has them that is not "dumb". Either counts only when it is
 * not empty.
 */
export function hasColour(
  stream: PaintedStream,
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  if ((env.NO_COLOR ?? "") !== "") return false;
  if ((env.FORCE_COLOR ?? "") !== "") return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  return stream.isTTY === true && env.TERM !== "dumb";
}
