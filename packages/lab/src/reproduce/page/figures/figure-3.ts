/** Figure 3: SGD, RMSprop and Adam on the sequences, each curve the mean of its runs with their range as a band. */
import { type Curve, type CurvePanel, rangeOfCurves } from "charts";
import type { Figure } from "../../../page-kit/figures/figure.ts";
import { finishCurves } from "../../../page-kit/figures/finish-figure.ts";
import { axisOfEpochs, pointsByEpoch } from "../../../page-kit/figures/learning-curve.ts";
import { chooseColors } from "../../../page-kit/figures/series-color.ts";
import { figureDecimals, formatFixed } from "../../../page-kit/format-number.ts";
import type { OptimizerRecord, Reproduction } from "../../results.ts";
import { noteReservations } from "../reservations.ts";
import { averageRuns } from "./average-runs.ts";

const lines = { SGD: "dashed", RMSprop: "dotted", Adam: "solid" } as const;

function drawMean(record: OptimizerRecord, part: "trainAccuracy" | "validationAccuracy"): Curve {
  const { mean, low, high } = averageRuns(record.runs.map((run) => run[part]));
  const name = `min to max of ${record.runs.length} runs`;
  const band = record.runs.length > 1 ? { name, low, high } : null;
  return {
    name: record.name,
    color: chooseColors([record.name])[0] as string,
    line: lines[record.name],
    dots: mean.length === 1,
    points: pointsByEpoch(mean),
    band,
  };
}

function describeEnds(records: readonly OptimizerRecord[]): string {
  const ends = records.map((record) => {
    const mean = averageRuns(record.runs.map((run) => run.validationAccuracy)).mean.at(-1);
    return `${record.name} ${formatFixed(mean, figureDecimals)}`;
  });
  return ends.length === 0 ? "Not measured yet." : `Mean validation accuracy at the end: ${ends.join(", ")}.`;
}

/** Draws Figure 3; training on the left, validation on the right, on one scale. */
export function drawFigure3(reproduction: Reproduction): Figure {
  const { budget, problem3 } = reproduction;
  const records = problem3.optimizers.filter((record) => record.runs.length > 0);
  const train = records.map((record) => drawMean(record, "trainAccuracy"));
  const validation = records.map((record) => drawMean(record, "validationAccuracy"));
  const yRange = rangeOfCurves([...train, ...validation]);
  const panel = (title: string, curves: readonly Curve[]): CurvePanel => ({
    title: curves.length > 0 ? title : `${title}: not measured yet`,
    xLabel: "epoch",
    yLabel: "accuracy",
    xScale: "linear",
    ...axisOfEpochs(budget.sequenceEpochs),
    yDecimals: figureDecimals,
    yRange,
    curves,
    marks: [],
  });
  const count = Math.max(0, ...records.map((record) => record.runs.length));
  return finishCurves(
    {
      title: "Three optimizers at their default rates",
      note: noteReservations(reproduction),
      width: 960,
      plotHeight: 280,
      columns: 2,
      panels: [panel("Training", train), panel("Validation", validation)],
    },
    {
      name: "figure-3",
      caption:
        "Training (left) and validation (right) accuracy of the 20-20-1 network under SGD, RMSprop and Adam with " +
        "the default " +
        `settings of Keras 2.2. Each curve is the mean of ${count} runs with paired seeds, its band their ` +
        "minimum and maximum. " +
        describeEnds(records),
      alternative: `Two line charts of accuracy against the epoch for SGD, RMSprop and Adam. ${describeEnds(records)}`,
    },
  );
}
