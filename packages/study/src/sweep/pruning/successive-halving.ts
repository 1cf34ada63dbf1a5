/** Successive halving: the rules of both kinds, and the choice between them. */
import type { ConfigurationState } from "../group-trials.ts";
import type { SweepDecision, TrialState } from "../sweep-state.ts";
import { beginGroup } from "./begin-group.ts";
import { halveAsynchronously } from "./halve-asynchronously.ts";
import { halveInStep } from "./halve-in-step.ts";
import { NOTHING, type Pruning } from "./pruning.ts";
import { type HalvingPruning, rungEpochs } from "./rungs.ts";

export const successiveHalving: Pruning<HalvingPruning> = {
  findConflict({ search, training }, { minEpochs, asynchronous }) {
    if (minEpochs >= training.epochs) {
      return (
        `Cannot halve: the first decision is after ${minEpochs} epochs (pruning.minEpochs) and a training has ` +
        `${training.epochs}; lower minEpochs, or train for longer`
      );
    }
    if (asynchronous && search.kind === "tpe") {
      return (
        "Cannot halve asynchronously with tpe: it waits for a whole batch before it proposes the next; set " +
        "pruning.asynchronous to false, or search by random or sobol"
      );
    }
    return null;
  },
  decide(spec, pruning, configurations) {
    const rungs = rungEpochs(spec, pruning);
    const first = rungs[0] ?? spec.training.epochs;
    const create = beginGroup(spec, configurations, first);
    if (create.length > 0) return { ...NOTHING, create };
    if (pruning.asynchronous) return halveAsynchronously(spec, pruning.factor, rungs, configurations);
    const halved = halveInStep(spec, pruning.factor, rungs, configurations);
    // this decision may complete a batch: the next batch begins in it, so that deciding again gives nothing
    return {
      ...halved,
      create: halved.prune.length === 0 ? [] : beginGroup(spec, applyTo(configurations, halved), first),
    };
  },
};

/** The configurations as they are once the decision has been applied. */
function applyTo(configurations: readonly ConfigurationState[], { prune, promote }: SweepDecision) {
  const pruned = new Set(prune);
  const promoted = new Set(promote.map(({ number }) => number));
  return configurations.map((configuration) => ({
    ...configuration,
    trials: configuration.trials.map((trial): TrialState => {
      if (pruned.has(trial.number)) return { ...trial, status: "pruned" };
      return promoted.has(trial.number) ? { ...trial, status: "ready" } : trial;
    }),
  }));
}
