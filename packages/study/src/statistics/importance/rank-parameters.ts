/** Which parameters the objective depends on, most important first. */

import { areEqual } from "../floating-point/rounding.ts";
import { explainByForest } from "./explain-by-forest.ts";
import { analyzeGrid } from "./main-effects.ts";
import { type ParameterPoint, readLevels } from "./parameter-levels.ts";

/** With fewer points a forest says more about chance than about parameters. */
const LEAST_POINTS = 12;

type Method = "main effects" | "forest" | "nothing found" | "too little";

const NOTES: Readonly<Record<Method, string>> = {
  "main effects":
    "share of the objective's variance between the values of the parameter (eta squared of the full grid); what " +
    "is missing to 1 is interactions and chance",
  forest:
    "share of the objective's variance that the parameter makes by itself, by a random forest (fANOVA, Hutter et " +
    "al. 2014); what is missing to 1 is interactions and chance",
  "nothing found":
    "no importance: a random forest predicts points that it has not seen no better than their mean, so no " +
    "parameter is seen to matter",
  "too little":
    "no importance: it takes a full grid, or at least 12 configurations that finished, and figures that differ",
};

export interface ParameterImportance {
  readonly name: string;
  /** 0 .. 1 */
  readonly importance: number;
  /** the number of different values it took, counting "absent" */
  readonly valueCount: number;
}

export interface ParameterRanking {
  readonly method: Method;
  /** most important first; empty for "nothing found" and "too little" */
  readonly parameters: readonly ParameterImportance[];
  /**
   * How much of the objective's variance the parameters explain together, including interactions: for a grid with
   * repeats the share between its cells, for a forest the share on points it was not grown on. Null where it is not
   * known.
   */
  readonly explained: number | null;
  /** what `importance` is, in one line */
  readonly note: string;
}

/**
 * A full grid, each combination tried equally often, has the main effects of classical analysis of variance; other
 * points those of a random forest, the same for the same seed. Parameters that always move together share one
 * importance, told of the first. Whether a conditional parameter applies is told of its parent, its own importance is
 * that of its values.
 *
 * @param points one per trial, so that chance shows; or one per configuration
 * @param values [point] the objective; leave out points that have none. Throws RangeError for one that is not finite
 */
export function rankParameters(
  points: readonly ParameterPoint[],
  values: readonly number[],
  options: { /** of the forest: default 0 */ readonly seed?: number } = {},
): ParameterRanking {
  if (points.length !== values.length) {
    throw new RangeError(
      `Cannot rank parameters: there are ${points.length} points and ${values.length} values; each point needs ` +
        "its value",
    );
  }
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) {
    throw new RangeError(`Cannot rank parameters: a value is ${wrong}; leave out points without a finite one`);
  }
  const parameters = readLevels(points);
  const grid = analyzeGrid(parameters, values);
  const few = values.length < LEAST_POINTS || areEqual(values);
  const forest = grid !== null || few ? null : explainByForest(parameters, values, options.seed ?? 0);
  const method =
    grid !== null ? "main effects" : forest === null ? "too little" : forest.explained > 0 ? "forest" : "nothing found";
  const found = grid ?? (method === "forest" ? forest : null);
  return {
    method,
    note: NOTES[method],
    explained: found?.explained ?? null,
    parameters: parameters
      .flatMap(({ name, count }, i) =>
        found === null ? [] : [{ name, importance: found.shares[i]!, valueCount: count }],
      )
      .toSorted((a, b) => b.importance - a.importance),
  };
}
