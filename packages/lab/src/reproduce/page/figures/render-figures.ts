/** All figures of the report, in order. */

import type { Figure } from "../../../page-kit/figures/figure.ts";
import type { Reproduction } from "../../results.ts";
import { drawFigure1 } from "./figure-1.ts";
import { drawFigure2 } from "./figure-2.ts";
import { drawFigure3 } from "./figure-3.ts";
import { drawFigure4 } from "./figure-4.ts";

/** Figures 1 to 4 as SVG and PNG. Parts that are not measured yet leave a labelled empty plot. */
export function renderFigures(reproduction: Reproduction): readonly Figure[] {
  return [drawFigure1, drawFigure2, drawFigure3, drawFigure4].map((draw) => draw(reproduction));
}
