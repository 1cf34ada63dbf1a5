/** All figures of an experiment, in the order of its page. */
import type { ParameterRanking } from "study/statistics";
import type { Figure } from "../../page-kit/figures/figure.ts";
import type { DescribedExperiment } from "../describe-experiment.ts";
import { curveKindsOf } from "./curve-kinds.ts";
import { drawImportance } from "./importance.ts";
import { drawLearningCurves } from "./learning-curves.ts";
import { drawNetworkFigure } from "./network.ts";
import { drawObjectiveByParameter } from "./objective-by-parameter.ts";
import { drawParameterAxes } from "./parameter-axes.ts";
import { drawPerformance } from "./performance-figures.ts";

/** Those for which there are figures; the objective's own curves come first. */
export function drawFigures(source: DescribedExperiment, importance: ParameterRanking): readonly Figure[] {
  const important = importance.parameters.map(({ name }) => name);
  return [
    ...curveKindsOf(source).map((kind) => drawLearningCurves(source, kind)),
    ...drawPerformance(source),
    drawObjectiveByParameter(source),
    drawParameterAxes(source, important),
    drawImportance(source, importance),
    drawNetworkFigure(source),
  ].filter((figure) => figure !== null);
}
