/** Figure 4: the first-layer weights of the sequence network as a picture. */

import type { Figure } from "../../../page-kit/figures/figure.ts";
import { finishHeatMap } from "../../../page-kit/figures/finish-figure.ts";
import { formatFigure } from "../../../page-kit/format-number.ts";
import type { Reproduction } from "../../results.ts";
import { noteReservations } from "../reservations.ts";

function describeCorrelation({ lag1, pValue }: Reproduction["problem3"]["weights"]): string {
  return (
    `The correlation between the weights of neighbouring inputs is ${formatFigure(lag1)}; ` +
    `with the inputs in random order as much is reached with probability ${formatFigure(pValue)}.`
  );
}

/** Draws Figure 4: rows are inputs (bits), columns hidden units. Before it is measured, an empty frame. */
export function drawFigure4(reproduction: Reproduction): Figure {
  const { weights } = reproduction.problem3;
  const measured = weights.values.length > 0;
  const note = noteReservations(reproduction);
  const empty = Array.from({ length: 20 }, () => Array.from({ length: 20 }, () => 0));
  return finishHeatMap(
    {
      title: measured ? "First-layer weights" : "First-layer weights: not measured yet",
      note,
      rowLabel: "input (bit of the sequence)",
      columnLabel: "hidden unit",
      values: measured ? weights.values : empty,
      cellSize: 22,
    },
    {
      name: "figure-4",
      caption: measured
        ? "Weights from the 20 inputs (rows, in the order of the bits) to the 20 hidden units (columns) after " +
          "training: " +
          `blue is negative, red positive, white zero. ${describeCorrelation(weights)}`
        : "Weights from the 20 inputs to the 20 hidden units. Not measured yet.",
      alternative: measured
        ? `A 20 by 20 grid of coloured cells, one for each first-layer weight. ${describeCorrelation(weights)}`
        : "An empty grid: the weights are not measured yet.",
    },
  );
}
