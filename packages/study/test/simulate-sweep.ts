/**
 * A sweep without trainings: workers take trials and end them in an order that is given, with figures that a function
 * gives.
 */
import assert from "node:assert/strict";
import type { ExperimentSpec } from "../src/experiment/spec.ts";
import { advanceSweep } from "../src/sweep/advance-sweep.ts";
import type { SweepDecision, TrialState, TrialStatus } from "../src/sweep/sweep-state.ts";
import { objectiveSign } from "./objective-sign.ts";

export interface SimulatedTrial extends Omit<TrialState, "status" | "values"> {
  readonly thresholds: readonly (number | null)[] | null;
  status: TrialStatus;
  untilEpoch: number;
  values: number[];
  /** the epochs until which it was to be trained, one after the other */
  readonly goals: number[];
}

export interface Simulation {
  readonly workers: number;
  /** which of the `running` trials (0 .. running - 1) ends next */
  readonly nextEnd: (running: number) => number;
  /** the metric after an epoch (1, 2, ...); "fail" or "stop" ends the training there, by failing or stopping early */
  readonly epoch: (trial: SimulatedTrial, epoch: number) => number | "fail" | "stop";
}

/**
 * Runs the sweep to its end and gives its trials. Fails where a decision is not valid, or not empty when decided again.
 */
export function simulateSweep(spec: ExperimentSpec, simulation: Simulation): SimulatedTrial[] {
  const trials: SimulatedTrial[] = [];
  decide(spec, trials);
  const running: SimulatedTrial[] = [];
  for (;;) {
    const ready = trials.find(({ status }) => status === "ready");
    if (ready !== undefined && running.length < simulation.workers) {
      ready.status = "running";
      running.push(ready);
      continue;
    }
    const [ended] = running.splice(simulation.nextEnd(running.length), 1);
    if (ended === undefined) return trials;
    train(spec, ended, simulation);
    decide(spec, trials);
  }
}

function decide(spec: ExperimentSpec, trials: SimulatedTrial[]): void {
  apply(spec, trials, advanceSweep(spec, trials));
  assert.deepEqual(advanceSweep(spec, trials), { create: [], promote: [], prune: [] });
}

function apply(spec: ExperimentSpec, trials: SimulatedTrial[], { create, promote, prune }: SweepDecision): void {
  for (const { number, untilEpoch } of promote) {
    const trial = trials[number]!;
    assert.equal(trial.status, "paused");
    assert(untilEpoch > trial.values.length);
    trial.status = "ready";
    trial.untilEpoch = untilEpoch;
    trial.goals.push(untilEpoch);
  }
  for (const number of prune) {
    assert.equal(trials[number]!.status, "paused");
    trials[number]!.status = "pruned";
  }
  for (const { configuration, point, untilEpoch, thresholds } of create) {
    assert.equal(configuration * spec.repeats, trials.length);
    for (let repeat = 0; repeat < spec.repeats; repeat++) {
      const number = trials.length;
      const own = thresholds === null ? null : thresholds[repeat]!;
      // through JSON, as a store keeps it
      const fresh = {
        number,
        configuration,
        repeat,
        point,
        thresholds: own,
        status: "ready",
        untilEpoch,
        values: [],
        kept: null,
      };
      trials.push({ ...(JSON.parse(JSON.stringify(fresh)) as SimulatedTrial), goals: [untilEpoch] });
    }
  }
}

function train(spec: ExperimentSpec, trial: SimulatedTrial, { epoch }: Simulation): void {
  trial.status = trial.untilEpoch === spec.training.epochs ? "finished" : "paused";
  while (trial.values.length < trial.untilEpoch) {
    const value = epoch(trial, trial.values.length + 1);
    if (typeof value === "string") {
      trial.status = value === "fail" ? "failed" : "finished";
      return;
    }
    trial.values.push(value);
    if (isWorse(spec, trial)) {
      trial.status = "pruned";
      return;
    }
  }
}

function isWorse(spec: ExperimentSpec, { thresholds, values }: SimulatedTrial): boolean {
  const threshold = thresholds?.[values.length - 1] ?? null;
  const sign = objectiveSign(spec);
  return threshold !== null && Math.min(...values.map((value) => sign * value)) > sign * threshold;
}
