/** Every small change of a source. */
import { OPERATORS, type Replacement } from "./operators.ts";
import { type Node, type Place, parse, walk } from "./syntax.ts";

export interface Change extends Replacement {
  /** path from the repository's root */
  readonly file: string;
  readonly line: number;
  /** the row of `OPERATORS` */
  readonly kind: string;
  /** the text that was there */
  readonly before: string;
  /** the lines that the change is in, with «what is changed» marked: names the change wherever they move to */
  readonly where: string;
}

/** In order of their places. Throws where the source cannot be parsed. */
export function findChanges(file: string, source: string): Change[] {
  const program = parse(source);
  if (program === null) throw new Error(`Cannot change ${file}: it cannot be parsed; find the error with tsc`);
  const changes: Change[] = [];
  const textOf = ({ start, end }: Node): string => source.slice(start, end);
  const seen = new Set<string>();
  const lineAt = lineCounter(source);
  walk(program, (node: Node, place: Place) => {
    for (const [kind, change] of Object.entries(OPERATORS)) {
      for (const replacement of change(node, place, textOf)) {
        const { start, end, text } = replacement;
        const key = `${start} ${end} ${text}`;
        if (seen.has(key) || text === source.slice(start, end)) continue;
        seen.add(key);
        const before = source.slice(start, end);
        changes.push({ ...replacement, file, line: lineAt(start), kind, before, where: markIn(source, start, end) });
      }
    }
  });
  return changes.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Tells the number of the line that a place is in. */
function lineCounter(source: string): (at: number) => number {
  const begins = [0];
  for (const { index } of source.matchAll(/\n/g)) begins.push(index + 1);
  return (at) => {
    let [low, high] = [0, begins.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (begins[middle]! <= at) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

function markIn(source: string, start: number, end: number): string {
  const from = source.lastIndexOf("\n", start - 1) + 1;
  const to = source.indexOf("\n", end);
  const marked = `${source.slice(from, start)}«${source.slice(start, end)}»${source.slice(end, to === -1 ? undefined : to)}`;
  return marked
    .split("\n")
    .map((line) => line.trim())
    .join(" ");
}

/** The source with the change made. */
export function makeChange(source: string, { start, end, text }: Replacement): string {
  return source.slice(0, start) + text + source.slice(end);
}

/** How a change is told in a line: a whole statement by its beginning. */
export function describeChange({ kind, before, text }: Change): string {
  const short = (words: string): string => {
    const line = words.replaceAll(/\s+/g, " ");
    return line.length <= 44 ? line : `${line.slice(0, 41)}...`;
  };
  return kind === "statement removed" ? `${kind}: ${short(before)}` : `${short(before)} -> ${short(text)}`;
}
