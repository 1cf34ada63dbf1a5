/** Figure 2: the sequence network trained by SGD with Nesterov momentum, accuracy and loss. */
import type { CurvePanel } from "charts";
import type { Figure } from "../../../page-kit/figures/figure.ts";
import { finishCurves } from "../../../page-kit/figures/finish-figure.ts";
import { axisOfEpochs, drawTrainCurve, drawValidationCurve } from "../../../page-kit/figures/learning-curve.ts";
import { figureDecimals, formatFixed } from "../../../page-kit/format-number.ts";
import type { Reproduction } from "../../results.ts";
import { noteReservations } from "../reservations.ts";

/** Draws Figure 2; before it is measured, two empty plots that say so. */
export function drawFigure2(reproduction: Reproduction): Figure {
  const { budget, problem3 } = reproduction;
  const { figure2 } = problem3;
  const measured = figure2.validationAccuracy.length > 0;
  const panel = (yLabel: string, train: readonly number[], validation: readonly number[]): CurvePanel => ({
    title: measured ? "" : "not measured yet",
    xLabel: "epoch",
    yLabel,
    xScale: "linear",
    ...axisOfEpochs(budget.sequenceEpochs),
    yDecimals: figureDecimals,
    yRange: null,
    curves: measured ? [drawTrainCurve(train), drawValidationCurve(validation)] : [],
    marks: [],
  });
  const ends = measured
    ? `After the last epoch accuracy is ${formatFixed(figure2.trainAccuracy.at(-1), figureDecimals)} on the ` +
      "training split and " +
      `${formatFixed(figure2.validationAccuracy.at(-1), figureDecimals)} on the validation split; loss is ` +
      `${formatFixed(figure2.trainLoss.at(-1), figureDecimals)} and ` +
      `${formatFixed(figure2.validationLoss.at(-1), figureDecimals)}.`
    : "Not measured yet.";
  return finishCurves(
    {
      title: `Typed or random? One run of ${figure2.optimizer}`,
      note: noteReservations(reproduction),
      width: 960,
      plotHeight: 250,
      columns: 2,
      panels: [
        panel("accuracy", figure2.trainAccuracy, figure2.validationAccuracy),
        panel("loss (binary cross-entropy)", figure2.trainLoss, figure2.validationLoss),
      ],
    },
    {
      name: "figure-2",
      caption:
        "Accuracy (left) and loss (right) of the 20-20-1 network after each epoch, training dashed and " +
        "validation solid, " +
        `for ${figure2.optimizer}. ${ends} Guessing gives accuracy 0.5 and loss ln\u00a02\u00a0≈\u00a00.693.`,
      alternative: `Two line charts of accuracy and loss against the epoch. ${ends}`,
    },
  );
}
