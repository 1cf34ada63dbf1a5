/** The steps of one column, one after the other. */
import { DataError } from "minibatch";
import type { FrameColumn } from "../frame/frame.ts";
import { showText } from "../text/show-text.ts";
import type { FittedStep } from "./preparation.ts";
import { type Features, numbersOf, type Options, type Site, type StepKind } from "./step.ts";
import { type StepName, stepKinds } from "./steps.ts";

/** A step as it was fitted to one column. */
export interface Link {
  readonly name: StepName;
  readonly kind: StepKind;
  readonly options: Options;
  readonly fitted: unknown;
}

/** By column, those that it goes through, in their order. */
export function linksByColumn(steps: readonly FittedStep[]): ReadonlyMap<string, readonly Link[]> {
  const links = new Map<string, Link[]>();
  for (const { kind, options, fitted } of steps) {
    const name = kind as StepName;
    for (const { column, values } of fitted) {
      const link: Link = { name, kind: stepKinds[name], options, fitted: values };
      const before = links.get(column);
      if (before === undefined) links.set(column, [link]);
      else before.push(link);
    }
  }
  return links;
}

/** What steps have made of a column so far: what is left of it, and the numbers that are done. */
export interface Changed {
  readonly column: FrameColumn | null;
  readonly features: readonly Features[];
}

/** One step more. */
export function applyLink({ column, features }: Changed, link: Link, site: Omit<Site, "step">): Changed {
  if (column === null) throw new TypeError(`Cannot ${link.name}: nothing of the column is left`);
  const applied = link.kind.apply(column, link.fitted, link.options, { ...site, step: link.name });
  return {
    column: applied.column,
    features: applied.features === null ? features : [...features, applied.features],
  };
}

/** All of them. */
export function applyLinks(column: FrameColumn, links: readonly Link[], site: Omit<Site, "step">): Changed {
  let changed: Changed = { column, features: [] };
  for (const link of links) changed = applyLink(changed, link, site);
  return changed;
}

/** A column of the same kind without rows: what steps make of it tells names and widths. */
export function emptyOf(column: FrameColumn): FrameColumn {
  if (column.kind === "category") return { ...column, codes: new Int32Array(0) };
  return { ...column, values: column.values.subarray(0, 0) } as FrameColumn;
}

/** How many numbers of a row come of it. */
export function countOf({ column, features }: Changed): number {
  const rest = column === null || column.kind === "category" ? 0 : numbersOf(column).width;
  return features.reduce((sum, { names }) => sum + names.length, rest);
}

/** The numbers of a row that come of it, each with a name. */
export function namesOf({ column, features }: Changed): readonly string[] {
  const rest = column === null ? [] : elementNames(column);
  return [...rest, ...features.flatMap(({ names }) => names)];
}

function elementNames(column: FrameColumn): readonly string[] {
  if (column.kind !== "array") return [column.name];
  return Array.from({ length: numbersOf(column).width }, (_, i) => `${column.name}[${i}]`);
}

/** Throws DataError at a number that is infinite: no step can do anything with it. */
export function checkFinite(column: FrameColumn, { file, place }: Pick<Site, "file" | "place">): void {
  if (column.kind === "category") return;
  const { values, width } = numbersOf(column);
  if (!(values instanceof Float64Array || values instanceof Float32Array)) return;
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== Infinity && values[i] !== -Infinity) continue;
    throw new DataError(
      `Cannot use column ${showText(column.name)} of ${file}: ${place(Math.floor(i / width))} holds ${values[i]}, ` +
        "should be a finite number; mend it, or leave it empty and impute it",
    );
  }
}
