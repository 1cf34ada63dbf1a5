import { showText } from "minibatch-data";

/** A column's name in a sentence: on one line, cut where it is long. */
export function showName(name: string): string {
  return showText(name).slice(1, -1);
}
