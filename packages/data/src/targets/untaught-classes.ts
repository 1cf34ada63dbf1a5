/** Classes that stand in some split and in no training row: a network is never told of them. */
import type { Frame } from "../frame/frame.ts";
import { showText } from "../text/show-text.ts";
import type { TargetSpec } from "./target.ts";
import { targetNumbers } from "./target-numbers.ts";

/** Rows of one split, "train" the first of them; `rows` null: all of the frame. */
interface Part {
  readonly name: string;
  readonly frame: Frame;
  readonly rows: Uint32Array | null;
}

/**
 * A sentence for each such class, or label that no training row has: where it stands, and what that means. Empty for
 * numbers, and where there are no parts to compare.
 */
export function tellUntaught(target: TargetSpec, parts: readonly Part[]): readonly string[] {
  const names = target.task === "labels" ? target.columns : target.classes;
  const [train, ...others] = parts.map(({ name, frame, rows }) => ({ name, counts: countEach(target, frame, rows) }));
  if (train === undefined || target.task === "regression") return [];
  return names.flatMap((name, place) => {
    const places = others.flatMap(({ name: split, counts }) =>
      counts[place] === 0 ? [] : [`${counts[place]} in ${split}`],
    );
    if (train.counts[place]! > 0 || places.length === 0) return [];
    const what = `${target.task === "labels" ? "label" : "class"} ${showText(name).slice(1, -1)}`;
    return [`${what} has no training row, only ${places.join(" and ")}: a network cannot learn it`];
  });
}

/** Rows of each class, in the order of classes; of labels the rows that have each. */
export function countEach(target: TargetSpec, frame: Frame, rows: Uint32Array | null): number[] {
  const { task, columns, classes } = target;
  if (task === "regression") return [];
  const isLabels = task === "labels";
  const counts = (isLabels ? columns : classes).map(() => 0);
  for (const [i, number] of targetNumbers(target, frame, rows).entries()) {
    if (isLabels) counts[i % columns.length]! += number;
    else counts[number]!++;
  }
  return counts;
}
