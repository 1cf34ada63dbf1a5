/**
 * ASHA: L. Li et al., "A system for massively parallel hyperparameter tuning", MLSys 2020, algorithm 2. A configuration
 * goes on as soon as it is among the best 1 / factor of those that have come to its rung so far. Which ones are depends
 * on the order in which trials end.
 *
 * The paper's sweep has no end. Ours: when nothing runs any more, a rung that has let nobody go on lets its best one,
 * the highest such rung first; when there is none, all that still wait are pruned.
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

/** Trials of a configuration that wait at this rung; none where it has gone on before. */
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

/** The best of the highest rung at which configurations wait and from which none has gone on. */
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
