/** Where the lines of parallel coordinates lie: enough for a page's script to answer "which line is under the pointer?". */
import { layoutParallel } from "./layout-parallel.ts";
import type { ParallelFigure } from "./parallel-figure.ts";

export interface LocatedLines {
  readonly lines: readonly {
    readonly name: string;
    readonly color: string;
    readonly points: readonly (readonly [x: number, y: number])[];
  }[];
}

/** The lines as `drawParallel` places them. */
export function locateLines(figure: ParallelFigure): LocatedLines {
  return {
    lines: layoutParallel(figure).lines.map(({ line, points }) => ({ name: line.name, color: line.color, points })),
  };
}
