/** The texts of a category, as steps that number them see them. */
import type { Category, FrameColumn } from "../frame/frame.ts";
import { compareTexts } from "../text/compare-texts.ts";

/** The column as a category. */
export function categoryIn(column: FrameColumn): Category {
  if (column.kind === "category") return column;
  throw new TypeError(`Cannot take the levels of ${column.name}: it is no category`);
}

/** How often each level stands in these rows; [levels]. */
export function countLevels({ codes, levels }: Category): Float64Array {
  const counts = new Float64Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code]! += 1;
  return counts;
}

/** The texts that stand in these rows, in the order of their code points, as Python sorts them. */
export function sortedLevels(column: Category): readonly string[] {
  const counts = countLevels(column);
  return column.levels.filter((_, code) => counts[code]! > 0).sort(compareTexts);
}

/** By the two lists: rows are prepared part by part, and the lists may be long. */
const places = new WeakMap<readonly string[], WeakMap<readonly string[], Int32Array>>();

/** For each code of `column`, the place of its text in `known`; -1 where it is not there. */
export function placesOf({ levels }: Category, known: readonly string[]): Int32Array {
  const before = places.get(levels)?.get(known);
  if (before !== undefined) return before;
  const placeOf = new Map(known.map((level, place) => [level, place]));
  const found = Int32Array.from(levels, (level) => placeOf.get(level) ?? -1);
  const byKnown = places.get(levels) ?? new WeakMap<readonly string[], Int32Array>();
  places.set(levels, byKnown.set(known, found));
  return found;
}

/** A list of texts, each once. */
export function areLevels(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) && value.every((level) => typeof level === "string") && new Set(value).size === value.length
  );
}
