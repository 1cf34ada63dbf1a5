/** The figures of how the best network does, by what is asked of it. */
import type { Figure } from "../../page-kit/figures/figure.ts";
import type { TaskPerformance } from "../../performance/task-performance.ts";
import { type DescribedExperiment, noteSynthetic } from "../describe-experiment.ts";
import { drawFirstLayer } from "./first-layer.ts";
import { drawReliability } from "./reliability.ts";
import { drawPredictions, drawResiduals } from "./residuals.ts";

/** More targets are told in a table, and stand in results.json. */
export const MOST_RESIDUAL_FIGURES = 4;

export function drawPerformance({ input }: DescribedExperiment): readonly Figure[] {
  const best = input.evaluation ?? null;
  if (best === null || "missing" in best) return [];
  const note = noteSynthetic(input);
  return [...drawMeasured(best.measured, note), ...drawFirstLayer(best.firstLayer ?? null, note)];
}

function drawMeasured(measured: TaskPerformance, note: string): readonly Figure[] {
  if (measured.task === "labels") return [];
  if (measured.task !== "regression") return [drawReliability(measured, note)];
  return measured.perTarget
    .slice(0, MOST_RESIDUAL_FIGURES)
    .flatMap((_, place) => [drawPredictions(measured, place, note), drawResiduals(measured, place, note)]);
}
