/**
 * ASHA: L. Li et al., "A system for massively parallel hyperparameter tuning", MLSys 2020, algorithm 2. A configuration
 * goes on as soon as it is among the best 1 / factor of those that have reached its rung so far, so the choice depends
 * on the order in which trials end.
 *
 * The paper's sweep has no end. Ours ends like this: when nothing runs any more, the highest rung that has promoted
 * nobody promotes its best configuration; when there is no such rung, all waiting configurations are pruned.
 */
import type { ExperimentSpec } from "../../experiment/spec.ts";
import type { ConfigurationState } from "../group-trials.ts";
import { FINAL_STATUSES, type SweepDecision, type TrialState } from "../sweep-state.ts";
import { judgeRung } from "./judge-rung.ts";
import { NOTHING } from "./pruning.ts";
import { epochAfter } from "./rungs.ts";

export function halveAsynchronously(
  spec: ExperimentSpec,
  factor: number,
  rungs: readonly number[],
  configurations: readonly ConfigurationState[],
): SweepDecision {
  const promote = rungs.flatMap((epoch, rung) => {
    const arrived = configurations.filter(({ trials }) => trials.every((trial) => hasArrived(trial, epoch)));
    const best = judgeRung(spec, arrived, epoch).slice(0, Math.floor(arrived.length / factor));
    return best.flatMap((configuration) => promoteFrom(spec, rungs, rung, configuration));
  });
  if (promote.length > 0) return { ...NOTHING, promote };

  const trials = configurations.flatMap((configuration) => configuration.trials);
  if (trials.some(({ status }) => status === "ready" || status === "running")) return NOTHING;
  const last = promoteLast(spec, rungs, configurations);
  if (last.length > 0) return { ...NOTHING, promote: last };
  return { ...NOTHING, prune: trials.filter(({ status }) => status === "paused").map(({ number }) => number) };
}

function hasArrived({ status, values }: TrialState, epoch: number): boolean {
  return FINAL_STATUSES.includes(status) || values.length >= epoch;
}

/** A configuration's trials that wait at this rung; empty if it has been promoted already. */
function promoteFrom(
  spec: ExperimentSpec,
  rungs: readonly number[],
  rung: number,
  { trials }: ConfigurationState,
): { readonly number: number; readonly untilEpoch: number }[] {
  return trials
    .filter(({ status, values }) => status === "paused" && values.length === rungs[rung])
    .map(({ number }) => ({ number, untilEpoch: epochAfter(spec, rungs, rung) }));
}

/** The best configuration of the highest rung that has waiting configurations and has promoted none. */
function promoteLast(spec: ExperimentSpec, rungs: readonly number[], configurations: readonly ConfigurationState[]) {
  for (const [rung, epoch] of [...rungs.entries()].reverse()) {
    const goneOn = configurations.some(({ trials }) =>
      trials.some(({ status, values }) => values.length > epoch || status === "finished"),
    );
    const best = goneOn ? undefined : judgeRung(spec, configurations.filter(waitsAt(epoch)), epoch)[0];
    if (best !== undefined) return promoteFrom(spec, rungs, rung, best);
  }
  return [];
}

function waitsAt(epoch: number): (configuration: ConfigurationState) => boolean {
  return ({ trials }) => trials.some(({ status, values }) => status === "paused" && values.length === epoch);
}
