/** Where the parts of a network's drawing lie: one column of boxes from top to bottom, blocks around those in them. */
import { type Folded, foldLayers } from "./fold-layers.ts";
import type { DrawnLayer, NetworkFigure } from "./network-figure.ts";

/** A part, with its top; all of one column. */
export type PlacedPart =
  | { readonly kind: "end"; readonly y: number; readonly text: string }
  | {
      readonly kind: "box";
      readonly y: number;
      readonly layer: DrawnLayer;
      /** the name of the last that it stands for */
      readonly last: string;
      readonly times: number;
    }
  | { readonly kind: "more"; readonly y: number; readonly count: number }
  /** an arrow from above to `y` */
  | { readonly kind: "arrow"; readonly from: number; readonly y: number }
  | PlacedBlock;

/** What stands around others: a block with a shortcut, or a row of layers that is repeated. */
export interface PlacedBlock {
  readonly kind: "block";
  readonly y: number;
  readonly bottom: number;
  /** pixels beyond the boxes on both sides */
  readonly left: number;
  readonly right: number;
  /** null for a row of layers */
  readonly layer: DrawnLayer | null;
  readonly last: string;
  readonly times: number;
  /** where the shortcut leaves, where the sum is, and how far right of the boxes it goes; null where there is none */
  readonly shortcut: { readonly from: number; readonly sum: number; readonly lane: number } | null;
}

export interface NetworkLayout {
  readonly width: number;
  readonly height: number;
  /** the boxes' left edge */
  readonly x: number;
  readonly parts: readonly PlacedPart[];
  readonly total: number;
}

export const BOX = { width: 520, height: 48 } as const;
export const END_HEIGHT = 30;
export const SUM_RADIUS = 10;
const MARGIN = 14;
const ARROW = 18;
const MORE_HEIGHT = 26;
const BLOCK_HEAD = 26;
const BLOCK_SIDE = 16;
const SHORTCUT_LANE = 38;
/** of a box that stands for several: how often is on its edge */
const TIMES_SIDE = 22;
/** More than a picture shows at a size at which it can be read. */
const MOST_PARTS = 160;

/** How long a list may be, and how deep blocks are opened: the first of these that is short enough. */
const CUTS = [
  { most: 1000, deepest: 32 },
  { most: 40, deepest: 8 },
  { most: 16, deepest: 4 },
  { most: 8, deepest: 2 },
  { most: 8, deepest: 0 },
] as const;

export function layoutNetwork({ title, input, loss, layers }: NetworkFigure): NetworkLayout {
  const runs = CUTS.map((cut) => foldList(layers, cut, 0)).find((one) => countParts(one) <= MOST_PARTS);
  const [left, right] = sidesOf(runs as readonly Run[]);
  const parts: PlacedPart[] = [];
  const top = title === "" ? MARGIN : MARGIN + 26;
  parts.push({ kind: "end", y: top, text: input });
  const bottom = placeRuns(runs as readonly Run[], top + END_HEIGHT, parts);
  parts.push({ kind: "arrow", from: bottom, y: bottom + ARROW }, { kind: "end", y: bottom + ARROW, text: loss });
  const total = bottom + ARROW + END_HEIGHT + 24;
  return {
    width: 2 * MARGIN + left + BOX.width + right,
    height: total + MARGIN,
    x: MARGIN + left,
    parts,
    total,
  };
}

interface Cut {
  readonly most: number;
  readonly deepest: number;
}

/** Layers that stand in the drawing as one, or what is left out. */
type Run =
  | {
      readonly first: DrawnLayer;
      readonly last: DrawnLayer;
      readonly times: number;
      /** of a block, or of a row of layers */
      readonly within: readonly Run[];
      readonly isRow: boolean;
    }
  | { readonly left: number };

function foldList(layers: readonly DrawnLayer[], cut: Cut, depth: number): readonly Run[] {
  const runs: Folded<DrawnLayer>[] = [...foldLayers(layers)];
  // where the row ends of which a run is the last copy
  let end = 0;
  const made = runs.map(({ layers: row, times }): Run => {
    end += row.length * times;
    const [first] = row as readonly [DrawnLayer];
    const last = layers[end - 1] as DrawnLayer;
    const isOpen = depth < cut.deepest;
    if (row.length === 1) {
      return { first, last, times, within: isOpen ? foldList(first.within, cut, depth + 1) : [], isRow: false };
    }
    const within = isOpen ? foldList(row, cut, depth + 1) : [{ left: row.length }];
    return { first, last, times, within, isRow: true };
  });
  if (made.length <= cut.most) return made;
  const [head, tail] = [Math.ceil(cut.most * 0.75), Math.floor(cut.most * 0.25)];
  const left = made.slice(head, made.length - tail).reduce((sum, run) => sum + countLayers(run), 0);
  return [...made.slice(0, head), { left }, ...made.slice(made.length - tail)];
}

function countLayers(run: Run): number {
  if ("left" in run) return run.left;
  const within = run.isRow ? run.within.reduce((sum, one) => sum + countLayers(one), 0) : 1;
  return run.times * within;
}

function countParts(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + 1 + ("left" in run ? 0 : countParts(run.within)), 0);
}

/** How far a list's blocks go beyond the boxes, to the left and to the right. */
function sidesOf(runs: readonly Run[]): readonly [left: number, right: number] {
  const sides = runs.map((run) => {
    if ("left" in run) return [0, 0] as const;
    if (run.within.length === 0) return [0, run.times > 1 ? TIMES_SIDE : 0] as const;
    const [left, right] = sidesOf(run.within);
    const hasShortcut = !run.isRow && run.first.shortcut !== null;
    return [left + BLOCK_SIDE, right + (hasShortcut ? SHORTCUT_LANE : BLOCK_SIDE)] as const;
  });
  return [Math.max(0, ...sides.map(([left]) => left)), Math.max(0, ...sides.map(([, right]) => right))];
}

/** Places them below `y`; returns where the last ends. */
function placeRuns(runs: readonly Run[], y: number, parts: PlacedPart[]): number {
  let bottom = y;
  for (const run of runs) {
    const top = bottom + ARROW;
    parts.push({ kind: "arrow", from: bottom, y: top });
    bottom = placeRun(run, top, parts);
  }
  return bottom;
}

function placeRun(run: Run, y: number, parts: PlacedPart[]): number {
  if ("left" in run) {
    parts.push({ kind: "more", y, count: run.left });
    return y + MORE_HEIGHT;
  }
  const { first, last, times, within, isRow } = run;
  if (within.length === 0) {
    parts.push({ kind: "box", y, layer: first, last: last.name, times });
    return y + BOX.height;
  }
  const [left, right] = sidesOf([run]);
  const hasShortcut = !isRow && first.shortcut !== null;
  // it stands behind what is in it
  const place = parts.length;
  const from = y + BLOCK_HEAD;
  const end = placeRuns(within, from, parts);
  const sum = end + ARROW + SUM_RADIUS;
  if (hasShortcut) parts.push({ kind: "arrow", from: end, y: end + ARROW });
  const bottom = hasShortcut ? sum + SUM_RADIUS + 12 : end + 14;
  const shortcut = hasShortcut ? { from, sum, lane: right - SHORTCUT_LANE / 2 } : null;
  const layer = isRow ? null : first;
  parts.splice(place, 0, { kind: "block", y, bottom, left, right, layer, last: last.name, times, shortcut });
  return bottom;
}
