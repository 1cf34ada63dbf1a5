/** A share as a bar of blocks, for a terminal. */

const PARTS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const WHOLE = "█";

/** `value` of `most` as so many cells, to an eighth of one; what is more than nothing has at least that. */
export function drawBar(value: number, most: number, cells: number): string {
  if (!(value > 0) || !(most > 0)) return "";
  const eighths = Math.max(1, Math.round((value / most) * cells * PARTS.length));
  return WHOLE.repeat(Math.floor(eighths / PARTS.length)) + (PARTS[eighths % PARTS.length] as string);
}
