import type { ExperimentSpec, Point, SearchSpec } from "../../experiment/spec.ts";
import type { Strategy } from "./strategy.ts";

type Fixed<Search extends SearchSpec> = Pick<Strategy<Search>, "findConflict" | "countConfigurations"> & {
  /** all points of the sweep */
  readonly layOut: (spec: ExperimentSpec, search: Search) => readonly Point[];
};

/** A search whose points are all known beforehand, in one group. */
export function fixedStrategy<Search extends SearchSpec>(fixed: Fixed<Search>): Strategy<Search> {
  return {
    findConflict: fixed.findConflict,
    countConfigurations: fixed.countConfigurations,
    groupEnd: () => Number.POSITIVE_INFINITY,
    propose: (spec, search, first) => fixed.layOut(spec, search).slice(first),
  };
}
