/** Named texts under each other, names to the left; long texts go on below themselves. */
import { wrapWords } from "../wrap-words.ts";

const GAP = 2;
/** a screen that is wider is hard to read, and a pipe has no width */
const WIDEST = 120;

export function formatFields(fields: readonly (readonly [name: string, text: string])[], width: number): string {
  const indent = fields.reduce((widest, [name]) => Math.max(widest, name.length), 0) + GAP;
  const room = Math.max(20, Math.min(width, WIDEST) - indent);
  return fields
    .flatMap(([name, text]) =>
      wrapWords(text, room).map((line, i) => `${(i === 0 ? name : "").padEnd(indent)}${line}`.trimEnd()),
    )
    .join("\n");
}
