/**
 * Named texts, one below the other, names to the left; long texts are wrapped. A word too long is cut with an ellipsis;
 * --json has all of it.
 */
import { cleanLine, cleanText } from "../../terminal/clean-text.ts";
import { LEAST_WIDTH } from "../../terminal/terminal-width.ts";
import { padEnd, textWidth } from "../../terminal/text-width.ts";
import { wrapWords } from "../../terminal/wrap-words.ts";

const GAP = 2;
/** a screen that is wider is hard to read, and a pipe has no width */
const WIDEST = 120;

export function formatFields(given: readonly (readonly [name: string, text: string])[], width: number): string {
  const fields = given.map(([name, text]) => [cleanLine(name), cleanText(text)] as const);
  const indent = fields.reduce((widest, [name]) => Math.max(widest, textWidth(name)), 0) + GAP;
  const room = Math.max(LEAST_WIDTH, Math.min(width, WIDEST) - indent);
  return fields
    .flatMap(([name, text]) =>
      wrapWords(text, room, "cut").map((line, i) => `${padEnd(i === 0 ? name : "", indent)}${line}`.trimEnd()),
    )
    .join("\n");
}
