/** The figures of how the best network does, by what is asked of it. */
import type { Figure } from "../../page-kit/figures/figure.ts";
import { type DescribedExperiment, noteSynthetic } from "../describe-experiment.ts";
import { drawReliability } from "./reliability.ts";
import { drawPredictions, drawResiduals } from "./residuals.ts";

/** More targets are told in a table, and stand in results.json. */
export const MOST_RESIDUAL_FIGURES = 4;

export function drawPerformance({ input }: DescribedExperiment): readonly Figure[] {
  const best = input.performance ?? null;
  if (best === null || "missing" in best) return [];
  const { performance } = best;
  const note = noteSynthetic(input);
  if (performance.task === "labels") return [];
  if (performance.task !== "regression") return [drawReliability(performance, note)];
  return performance.perTarget
    .slice(0, MOST_RESIDUAL_FIGURES)
    .flatMap((_, place) => [drawPredictions(performance, place, note), drawResiduals(performance, place, note)]);
}
