/** One finished figure: a picture in two formats, and what a page needs to explain it. */
import type { LocatedPlot } from "charts";

export interface Figure {
  /** file name without extension, e.g. "figure-1" */
  readonly name: string;
  readonly svg: string;
  readonly png: Uint8Array;
  /** what one sees, in plain text */
  readonly caption: string;
  /** what a reader who cannot see it is told, in plain text */
  readonly alternative: string;
  /** where the plots lie on the picture, and their values */
  readonly plots: readonly LocatedPlot[];
  /** why there is no more than a frame; null for a figure that is there */
  readonly missing: string | null;
}
