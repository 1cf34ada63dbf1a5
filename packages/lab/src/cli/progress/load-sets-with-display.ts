import type { SetName } from "minibatch-data/sets";
import type { LoadedSets } from "../../runner/data-sets-of.ts";
import { loadTrainingSets } from "../../training/load-training-sets.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import type { DataFlags } from "../options/data-option.ts";
import { loadWithDisplay } from "./load-with-display.ts";
import type { ProgressDisplay } from "./progress-display.ts";

/** Loads the data sets that a worker asks for, when it asks. */
export function loadSetsWithDisplay(
  flags: DataFlags,
  display: Pick<ProgressDisplay, "onLine" | "onStatus">,
  signal: AbortSignal,
): (names: ReadonlySet<SetName>) => Promise<LoadedSets> {
  const data = flags.data === undefined ? undefined : resolveFromCaller(flags.data);
  return (names) =>
    loadWithDisplay((options) => loadTrainingSets(names, options), { data, offline: flags.offline }, display, signal);
}
