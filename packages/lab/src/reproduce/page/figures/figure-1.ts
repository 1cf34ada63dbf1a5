/** Figure 1: six plots, two activations by three rates, accuracy per epoch, the decay epochs marked. */
import { type CurvePanel, rangeOfCurves } from "charts";
import type { Figure } from "../../../page-kit/figures/figure.ts";
import { finishCurves } from "../../../page-kit/figures/finish-figure.ts";
import { axisOfEpochs, drawTrainCurve, drawValidationCurve } from "../../../page-kit/figures/learning-curve.ts";
import { figureDecimals, formatFixed } from "../../../page-kit/format-number.ts";
import type { Reproduction, SweepRecord } from "../../results.ts";
import { activationNames, sweepReferences } from "../original-report.ts";
import { noteReservations } from "../reservations.ts";

type Key = Pick<SweepRecord, "activation" | "learningRate">;

/** The record of a configuration, or undefined while it is not measured. */
export function findSweepRecord(sweep: readonly SweepRecord[], key: Key): SweepRecord | undefined {
  return sweep.find((record) => record.activation === key.activation && record.learningRate === key.learningRate);
}

function nameConfiguration(key: Key): string {
  return `${activationNames[key.activation]}, rate ${key.learningRate}`;
}

function describeEnds(sweep: readonly SweepRecord[]): string {
  const ends = sweep
    .map((record) => ({ record, end: record.validationAccuracy.at(-1) ?? Number.NaN }))
    .filter(({ end }) => Number.isFinite(end))
    .sort((a, b) => b.end - a.end);
  const best = ends[0];
  const worst = ends.at(-1);
  if (best === undefined || worst === undefined) return "Nothing of the sweep is measured yet.";
  const first = `${formatFixed(best.end, 4)} (${nameConfiguration(best.record)})`;
  if (ends.length === 1) return `Final validation accuracy is ${first}.`;
  return (
    `Final validation accuracy runs from ${formatFixed(worst.end, 4)} (${nameConfiguration(worst.record)}) to ` +
    `${first}.`
  );
}

/** Draws Figure 1; configurations that are missing keep their empty plot, labelled. */
export function drawFigure1(reproduction: Reproduction): Figure {
  const { budget, problem2 } = reproduction;
  const drawn = sweepReferences.map((key) => {
    const record = findSweepRecord(problem2.sweep, key);
    const curves = record ? [drawTrainCurve(record.trainAccuracy), drawValidationCurve(record.validationAccuracy)] : [];
    return { key, curves };
  });
  const yRange = rangeOfCurves(drawn.flatMap(({ curves }) => curves));
  const panels = drawn.map(
    ({ key, curves }, i): CurvePanel => ({
      title: curves.length > 0 ? nameConfiguration(key) : `${nameConfiguration(key)}: not measured yet`,
      xLabel: i >= 3 ? "epoch" : "",
      yLabel: i % 3 === 0 ? "accuracy" : "",
      xScale: "linear",
      ...axisOfEpochs(budget.epochs),
      yDecimals: figureDecimals,
      yRange,
      curves,
      marks: budget.decayEpochs.map((x) => ({ x, label: "rate ÷ 2" })),
    }),
  );
  const decay = budget.decayEpochs.join(" and ");
  return finishCurves(
    {
      title: "Accuracy per epoch, by activation and learning rate",
      note: noteReservations(reproduction),
      width: 960,
      plotHeight: 190,
      columns: 3,
      panels,
    },
    {
      name: "figure-1",
      caption:
        "Training (dashed) and validation (solid) accuracy of the 784-200-100-10 network after each of " +
        `${budget.epochs} epochs: ` +
        `ReLU above, tanh below, the learning rate growing from left to right; all six plots share their axes. ` +
        `The vertical lines mark epochs ${decay}, after which the rate is halved. ${describeEnds(problem2.sweep)}`,
      alternative:
        "Six line charts of training and validation accuracy against the epoch, for ReLU and tanh at rates " +
        "0.005, 0.01 and 0.02. " +
        describeEnds(problem2.sweep),
    },
  );
}
