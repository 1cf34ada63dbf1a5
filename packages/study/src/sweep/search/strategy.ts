import type { ExperimentSpec, Point, SearchSpec } from "../../experiment/spec.ts";
import type { ConfigurationState } from "../group-trials.ts";

/**
 * A search. Its configurations come in groups: a group's points are known once all configurations of earlier groups are
 * final. A search that does not learn from results has one group.
 */
export interface Strategy<Search extends SearchSpec = SearchSpec> {
  /** Why this space cannot be searched, in one line with the fix; null when it can. */
  findConflict(spec: ExperimentSpec, search: Search): string | null;
  /** The number of configurations of the whole sweep. */
  countConfigurations(spec: ExperimentSpec, search: Search): number;
  /** The number after the last configuration in the group of `configuration`; Infinity where there is one group. */
  groupEnd(spec: ExperimentSpec, search: Search, configuration: number): number;
  /**
   * The points from configuration `first` to the end of its group; empty after the last. `earlier` holds all before
   * `first`.
   */
  propose(
    spec: ExperimentSpec,
    search: Search,
    first: number,
    earlier: readonly ConfigurationState[],
  ): readonly Point[];
}
