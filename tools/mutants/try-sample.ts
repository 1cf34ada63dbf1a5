/** Draws changes of a package and tries them one after the other, in a copy of the repository. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { drawChanges } from "./draw-changes.ts";
import { type Equivalent, equivalenceOf, staleEntries } from "./equivalents.ts";
import { type Change, findChanges } from "./find-changes.ts";
import type { Options } from "./options.ts";
import { sourcesOf, TARGETS } from "./packages.ts";
import { type Experience, readImporters } from "./related-tests.ts";
import { formatOutcome, type Summary } from "./tell.ts";
import { type Outcome, tryChange } from "./try-change.ts";
import { openWorkingCopy } from "./working-copy.ts";

/** Every change of a package. */
export function changesOf(target: string, root: string): Change[] {
  return sourcesOf(TARGETS[target]!, root).flatMap((file) => findChanges(file, readFileSync(join(root, file), "utf8")));
}

export interface Sample {
  readonly root: string;
  readonly options: Options;
  readonly equivalents: readonly Equivalent[];
  /** in which order tests are asked; what is learnt is added to it */
  readonly experience: Experience;
  /** told as it happens, a line at a time */
  readonly say: (line: string) => void;
  /** ends it; what was tried so far is told */
  readonly signal: AbortSignal;
}

export async function trySample({ root, options, equivalents, experience, say, signal }: Sample): Promise<Summary> {
  const { target, seed, count, skip, minutes, at } = options;
  const all = changesOf(target, root);
  const sources = sourcesOf(TARGETS[target]!, root);
  const stale = staleEntries(equivalents, all).filter(({ file }) => sources.includes(file));
  for (const { file, where } of stale) say(`stale in equivalents.json: ${file} has no ${where}; remove the entry`);
  const drawn = drawChanges(all, seed);
  say(`${target}: ${all.length} changes on ${drawn.length} lines, ${count} to try, drawn with seed ${seed}`);

  const outcomes: Outcome[] = [];
  const equivalent: Change[] = [];
  const end = performance.now() + minutes * 60_000;
  using copy = openWorkingCopy(root);
  const passes = new Map<string, boolean>();
  const trial = {
    ...options,
    copy,
    importers: readImporters(copy.folder),
    signal,
    passes,
    experience,
  };
  for (const change of drawn.slice(skip)) {
    if (signal.aborted || outcomes.length === count || performance.now() > end) break;
    if (at !== null && !`${change.file}:${change.line}`.includes(at)) continue;
    if (equivalenceOf(change, equivalents) !== null) {
      equivalent.push(change);
      continue;
    }
    const outcome = await tryChange(change, trial).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      return null;
    });
    if (outcome === null) continue;
    outcomes.push(outcome);
    say(`${outcomes.length}  ${formatOutcome(outcome)}`);
  }
  for (const [name, does] of passes) if (!does) say(`${name} fails without any change: it was not asked`);
  return { target, seed, equivalent: equivalent.length, stale: stale.length, outcomes };
}
