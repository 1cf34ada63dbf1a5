/**
 * Quasi-random search. Each dimension's coordinates are XORed with one random number (a digital shift), drawn by the
 * experiment's seed: it keeps every property of a net, makes each point uniform, and moves the first point off the
 * origin (P. L'Ecuyer and C. Lemieux, "Recent advances in randomized quasi-Monte Carlo methods", 2002). Parameter i is
 * dimension i, whether it applies or not. Equal points, which discrete parameters can give, are skipped.
 */
import { createStream } from "minibatch";
import type { ExperimentSpec, Point, SearchSpec } from "../../experiment/spec.ts";
import { drawDistinctPoints } from "../space/distinct-points.ts";
import { drawAssignment } from "../space/draw-assignment.ts";
import { findSmallSpace } from "./conflicts.ts";
import { fixedStrategy } from "./fixed-strategy.ts";
import { SOBOL_DIMENSIONS, sobolCoordinate } from "./sobol-sequence.ts";
import type { Strategy } from "./strategy.ts";

type SobolSearch = Extract<SearchSpec, { kind: "sobol" }>;

export const sobol: Strategy<SobolSearch> = fixedStrategy({
  findConflict(spec, { configurations }) {
    const dimensions = Object.keys(spec.parameters).length;
    if (dimensions <= SOBOL_DIMENSIONS) return findSmallSpace(spec, configurations);
    return (
      `Cannot search by sobol: there are ${dimensions} parameters, and direction numbers are kept for ` +
      `${SOBOL_DIMENSIONS}; use random search`
    );
  },
  countConfigurations: (_, { configurations }) => configurations,
  layOut: (spec, { configurations }) => layOut(spec, configurations),
});

function layOut(spec: ExperimentSpec, configurations: number): Point[] {
  const stream = createStream(spec.seed, "search");
  const shifts = Object.keys(spec.parameters).map(() => stream.nextUint32());
  const coordinate = (index: number, dimension: number): number =>
    (sobolCoordinate(index, dimension) ^ (shifts[dimension] ?? Number.NaN)) >>> 0;
  return drawDistinctPoints(spec, configurations, (index) =>
    drawAssignment(spec, (dimension) => coordinate(index, dimension) / 2 ** 32),
  );
}
