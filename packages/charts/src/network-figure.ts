/** A network as it is drawn: texts that say what each layer is, and how they are nested. */
import type { SeriesColor } from "./palette.ts";

export interface NetworkFigure {
  /** above it; empty for none */
  readonly title: string;
  /** what comes in, what is made small, and what all comes to */
  readonly input: string;
  readonly loss: string;
  readonly total: string;
  readonly layers: readonly DrawnLayer[];
}

export interface DrawnLayer {
  readonly kind: string;
  /** what it was given; empty for nothing */
  readonly detail: string;
  readonly name: string;
  /** of what comes out of it */
  readonly shape: string;
  /** "1,216 parameters"; empty for none */
  readonly size: string;
  readonly color: SeriesColor;
  /** equal for layers that differ in their names alone */
  readonly key: string;
  /** those within it */
  readonly within: readonly DrawnLayer[];
  /** of a block with a way around it: what lies on that way, and what comes after the sum; empty for nothing */
  readonly shortcut: { readonly label: string; readonly after: string } | null;
}
