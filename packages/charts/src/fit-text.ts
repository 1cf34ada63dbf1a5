/** Pixels that a letter of a sans serif takes on average, per pixel of its size; generous. */
const letterWidth = 0.54;

/** Pixels that a text takes, estimated. */
export function estimateTextWidth(text: string, fontSize: number): number {
  return text.length * fontSize * letterWidth;
}

/** The text, or as much of it as fits, with an ellipsis in the place of the rest. */
export function fitText(text: string, width: number, fontSize: number): string {
  const letters = Math.max(2, Math.floor(width / (fontSize * letterWidth)));
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
}
