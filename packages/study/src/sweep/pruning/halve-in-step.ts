/**
 * Synchronous halving: K. Jamieson and A. Talwalkar, "Non-stochastic best arm identification and hyperparameter
 * optimization", AISTATS 2016, figure 3. A rung decides when all its trials have arrived; of n configurations floor(n /
 * factor) go on, at least 1. A bracket is a group of the search: all configurations, or a batch of tpe's.
 */
import type { ExperimentSpec } from "../../experiment/spec.ts";
import type { ConfigurationState } from "../group-trials.ts";
import { strategies } from "../search/strategies.ts";
import type { SweepDecision } from "../sweep-state.ts";
import { judgeRung } from "./judge-rung.ts";
import { NOTHING } from "./pruning.ts";
import { epochAfter } from "./rungs.ts";

export function halveInStep(
  spec: ExperimentSpec,
  factor: number,
  rungs: readonly number[],
  configurations: readonly ConfigurationState[],
): SweepDecision {
  const trials = configurations.flatMap((configuration) => configuration.trials);
  const paused = trials.filter(({ status }) => status === "paused");
  const arrived = trials.every(({ status }) => status !== "ready" && status !== "running");
  if (!arrived || paused.length === 0) return NOTHING;

  const epoch = Math.min(...paused.map(({ values }) => values.length));
  const rung = rungs.indexOf(epoch);
  const bracket = bracketOf(spec, configurations, paused[0]?.configuration ?? 0);
  // failed ones count in n, as the worst
  let kept = bracket.length;
  for (let k = 0; k <= rung; k++) kept = Math.max(1, Math.floor(kept / factor));
  const best = new Set(judgeRung(spec, bracket, epoch).slice(0, kept));
  const goesOn = new Set([...best].map(({ configuration }) => configuration));
  const untilEpoch = epochAfter(spec, rungs, rung);
  return {
    create: [],
    promote: paused
      .filter(({ configuration }) => goesOn.has(configuration))
      .map(({ number }) => ({ number, untilEpoch })),
    prune: paused.filter(({ configuration }) => !goesOn.has(configuration)).map(({ number }) => number),
  };
}

/** The configurations of one bracket; all earlier ones are final. */
function bracketOf(
  spec: ExperimentSpec,
  configurations: readonly ConfigurationState[],
  member: number,
): ConfigurationState[] {
  const endOf = (configuration: number): number =>
    strategies[spec.search.kind].groupEnd(spec, spec.search, configuration);
  const end = endOf(member);
  return configurations.filter(({ configuration }) => configuration < end && endOf(configuration) === end);
}
