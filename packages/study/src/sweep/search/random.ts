/**
 * Random search: J. Bergstra and Y. Bengio, "Random search for hyper-parameter optimization", JMLR 13 (2012). Draw i
 * has a stream of its own and takes one number per parameter, whether it applies or not. Equal points are drawn once; a
 * space with fewer different points than configurations is an error.
 */
import { createStream } from "minibatch";
import type { ExperimentSpec, Point, SearchSpec } from "../../experiment/spec.ts";
import { drawDistinctPoints } from "../space/distinct-points.ts";
import { drawAssignment } from "../space/draw-assignment.ts";
import { findSmallSpace } from "./conflicts.ts";
import { fixedStrategy } from "./fixed-strategy.ts";
import type { Strategy } from "./strategy.ts";

type RandomSearch = Extract<SearchSpec, { kind: "random" }>;

/** The first `count` different random points for the experiment's seed. */
export function drawRandomPoints(spec: ExperimentSpec, count: number): Point[] {
  return drawDistinctPoints(spec, count, (index) => {
    const stream = createStream(spec.seed, "search", index);
    return drawAssignment(spec, () => stream.nextFloat());
  });
}

export const random: Strategy<RandomSearch> = fixedStrategy({
  findConflict: (spec, { configurations }) => findSmallSpace(spec, configurations),
  countConfigurations: (_, { configurations }) => configurations,
  layOut: (spec, { configurations }) => drawRandomPoints(spec, configurations),
});
