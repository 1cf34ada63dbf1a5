/** A configuration's name where there is no room for all of it: what tells it from the one beside it stays. */
import type { Point } from "study";
import { namePoint } from "../../../runner/name-trial.ts";
import { onOneLine } from "../../tables/format-value.ts";
import { cutText, textWidth } from "../../terminal/text-width.ts";

interface Part {
  /** that may be cut: a text, or the name of a number */
  readonly word: string;
  /** that may not: of a number a part is another number */
  readonly value: string;
}

const GONE = "…";
/** a word is cut to no less; one alone, to a letter before its number */
const LEAST_WORD = 5;
const LEAST_ALONE = 2;

/**
 * `3: adam, adam-rate 0.01`; in less room without what `beside` has as well, `3: … adam-rate 0.01`, then with its words
 * cut, the longest first, `3: … adam… 0.01`, then without the last ones, `4: sgd-momentum, …`.
 */
export function cutName(number: number, point: Point, beside: Point, width: number): string {
  const names = Object.keys(point);
  const join = (parts: readonly Part[], before = ""): string => {
    const texts = parts.map(({ word, value }) => [word, value].filter((text) => text !== "").join(" "));
    return `${number}${texts.length > 0 ? ": " : ""}${before}${texts.join(", ")}`;
  };
  const all = names.map((name) => partOf(point, name));
  if (textWidth(join(all)) <= width) return join(all);
  const others = names.filter((name) => point[name] !== beside[name]);
  const isShorter = others.length > 0 && others.length < names.length;
  const parts = isShorter ? others.map((name) => partOf(point, name)) : all;
  const before = isShorter ? `${GONE} ` : "";
  for (let count = parts.length; count > 0; count--) {
    const after = count < parts.length ? `, ${GONE}` : "";
    const room = width - textWidth(before + after);
    const cut = cutWords(parts.slice(0, count), (some) => textWidth(join(some)) <= room);
    if (cut !== null) return join(cut, before) + after;
  }
  return cutText(join(parts, before), width);
}

/** Always the longest one by a letter; null where that does not help. */
function cutWords(given: readonly Part[], fits: (parts: readonly Part[]) => boolean): Part[] | null {
  const parts = [...given];
  const least = parts.length === 1 ? LEAST_ALONE : LEAST_WORD;
  while (!fits(parts)) {
    const longest = parts.reduce((found, { word }, i) => {
      return textWidth(word) > Math.max(least, textWidth(parts[found]?.word ?? "")) ? i : found;
    }, -1);
    if (longest === -1) return null;
    const { word, value } = parts[longest]!;
    parts[longest] = { word: cutText(word, textWidth(word) - 1), value };
  }
  return parts;
}

/** As `namePoint` tells it: a text says what it is, a number alone does not need to. */
function partOf(point: Point, name: string): Part {
  const value = point[name]!;
  const isAlone = Object.keys(point).length === 1;
  const text = onOneLine(namePoint({ [name]: value }));
  return typeof value === "string" ? { word: text, value: "" } : { word: isAlone ? "" : name, value: text };
}
