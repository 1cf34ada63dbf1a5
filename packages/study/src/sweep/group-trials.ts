import type { Point } from "../experiment/spec.ts";
import type { TrialState } from "./sweep-state.ts";

/** A configuration and its trials, by repeat. */
export interface ConfigurationState {
  readonly configuration: number;
  readonly point: Point;
  readonly trials: readonly TrialState[];
}

/** Groups trials, sorted by number, by their configuration. */
export function groupTrials(trials: readonly TrialState[]): ConfigurationState[] {
  const groups = Map.groupBy(trials, ({ configuration }) => configuration);
  return [...groups].map(([configuration, own]) => ({ configuration, point: own[0]?.point ?? {}, trials: own }));
}
