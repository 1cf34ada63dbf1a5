import type { ExperimentSpec, Point, SearchSpec } from "../../experiment/spec.ts";
import type { ConfigurationState } from "../group-trials.ts";

/**
 * A way to search. Its configurations come in groups: the points of a group are known when all configurations of the
 * groups before it are final. What does not learn from results has one group.
 */
export interface Strategy<Search extends SearchSpec = SearchSpec> {
  /** Why this space cannot be searched so, what should be, and the fix; null when it can. */
  findConflict(spec: ExperimentSpec, search: Search): string | null;
  /** Configurations of the whole sweep. */
  countConfigurations(spec: ExperimentSpec, search: Search): number;
  /**
   * The number after the last configuration of the group that `configuration` is in; Infinity where there is one group.
   */
  groupEnd(spec: ExperimentSpec, search: Search, configuration: number): number;
  /**
   * Points of configuration `first` and those after it in its group; none after the last. `earlier`: all before
   * `first`.
   */
  propose(
    spec: ExperimentSpec,
    search: Search,
    first: number,
    earlier: readonly ConfigurationState[],
  ): readonly Point[];
}
