/** A sample of changes that a seed decides. */
import { createHash } from "node:crypto";
import type { Change } from "./find-changes.ts";

/**
 * The changes in an order that depends on the seed alone: of each line one, drawn at random, the lines in random order.
 * A line that is full of numbers counts as one, and a sample of 30 is the beginning of one of 60.
 */
export function drawChanges(changes: readonly Change[], seed: string): Change[] {
  const rank = (change: Change, salt: string): string =>
    createHash("sha256")
      .update([salt, seed, change.file, change.line, change.start, change.end, change.text].join("\0"))
      .digest("hex");
  const byLine = new Map<string, { readonly change: Change; readonly rank: string }>();
  for (const change of changes) {
    const line = `${change.file}:${change.line}`;
    const own = rank(change, "of the line");
    const best = byLine.get(line);
    if (best === undefined || own < best.rank) byLine.set(line, { change, rank: own });
  }
  return [...byLine.values()]
    .map(({ change }) => ({ change, rank: rank(change, "of all") }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ change }) => change);
}
