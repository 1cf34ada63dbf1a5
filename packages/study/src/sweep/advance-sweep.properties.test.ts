import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { objectiveSign } from "../../test/objective-sign.ts";
import { type SimulatedTrial, simulateSweep } from "../../test/simulate-sweep.ts";
import { choice, experiment, range } from "../../test/sweep-experiment.ts";
import type { ExperimentSpec, PruningSpec, SearchSpec } from "../experiment/spec.ts";
import { advanceSweep } from "./advance-sweep.ts";
import { findConflict } from "./check-combination.ts";
import { countTrials } from "./count-trials.ts";
import { rungEpochs } from "./pruning/rungs.ts";
import { FINAL_STATUSES } from "./sweep-state.ts";

const EPOCHS = 10;

const parameters = {
  learningRate: range("log-uniform", 1e-4, 1, { steps: 3 }),
  optimizer: choice(["sgd", "adam"]),
  momentum: range("uniform", 0, 1, { steps: 3, when: { optimizer: ["sgd"] } }),
};

const configurations = fc.integer({ min: 1, max: 14 });
const searches: fc.Arbitrary<SearchSpec> = fc.oneof(
  fc.constant<SearchSpec>({ kind: "grid", together: [] }),
  fc.record({ kind: fc.constant("random" as const), configurations }),
  fc.record({ kind: fc.constant("sobol" as const), configurations }),
  fc.record({
    kind: fc.constant("tpe" as const),
    configurations,
    startup: fc.integer({ min: 1, max: 5 }),
    batch: fc.integer({ min: 1, max: 4 }),
    candidates: fc.constant(3),
  }),
);

const none = fc.constant<PruningSpec>({ kind: "none" });
const median = fc.record({
  kind: fc.constant("median" as const),
  warmupEpochs: fc.integer({ min: 0, max: EPOCHS }),
  everyEpochs: fc.integer({ min: 1, max: 4 }),
  wave: fc.integer({ min: 1, max: 5 }),
});
const halving = (asynchronous: boolean) =>
  fc.record({
    kind: fc.constant("successive-halving" as const),
    minEpochs: fc.integer({ min: 1, max: 4 }),
    factor: fc.integer({ min: 2, max: 4 }),
    asynchronous: fc.constant(asynchronous),
  });

const experiments = (prunings: fc.Arbitrary<PruningSpec>): fc.Arbitrary<ExperimentSpec> =>
  fc
    .record({
      search: searches,
      pruning: prunings,
      repeats: fc.integer({ min: 1, max: 3 }),
      seed: fc.integer({ min: 0, max: 1000 }),
      objective: fc.record({
        metric: fc.constantFrom("validation-loss" as const, "validation-accuracy" as const),
        at: fc.constantFrom("last" as const, "best" as const),
      }),
    })
    .map((changes) => experiment({ ...changes, parameters, epochs: EPOCHS }))
    .filter((spec) => findConflict(spec) === null);

/** An order in which trials end, and how many run at once. */
const orders = fc.record({
  workers: fc.integer({ min: 1, max: 8 }),
  picks: fc.array(fc.nat(7), { minLength: 1, maxLength: 40 }),
});
type Order = typeof orders extends fc.Arbitrary<infer T> ? T : never;

/** What a trial's training gives, from its name alone: noise, and in some trials a failure or an early end. */
const behaviours = fc.record({
  noise: fc.nat(1_000_000),
  failing: fc.constantFrom(0, 0.1, 0.4, 1),
  stopping: fc.constantFrom(0, 0.2),
  notFinite: fc.constantFrom(0, 0.1),
});
type Behaviour = typeof behaviours extends fc.Arbitrary<infer T> ? T : never;

/** A share of [0, 1) that a text gives: FNV-1a, mixed. */
function hash(text: string): number {
  let word = 0x811c9dc5;
  for (const character of text) word = Math.imul(word ^ character.charCodeAt(0), 0x01000193);
  word = Math.imul(word ^ (word >>> 15), 0x2c1b3c6d);
  return ((word ^ (word >>> 13)) >>> 0) / 2 ** 32;
}

function run(spec: ExperimentSpec, { workers, picks }: Order, behaviour: Behaviour): SimulatedTrial[] {
  let pick = 0;
  return simulateSweep(spec, {
    workers,
    nextEnd: (running) => picks[pick++ % picks.length]! % Math.max(1, running),
    epoch({ configuration, repeat }, epoch) {
      const share = (what: string) => hash(`${behaviour.noise} ${what} ${configuration} ${repeat}`);
      const lastEpoch = Math.floor(share("epoch") * EPOCHS);
      if (epoch > lastEpoch && share("fails") < behaviour.failing) return "fail";
      if (epoch > lastEpoch && epoch > 1 && share("stops") < behaviour.stopping) return "stop";
      if (share(`finite ${epoch}`) < behaviour.notFinite) return Number.NaN;
      return (objectiveSign(spec) * (Math.round(8 * share("level")) + share(`value ${epoch}`))) / epoch;
    },
  });
}

/** What the method promises not to depend on the order. */
const outcomes = (trials: readonly SimulatedTrial[]) =>
  trials.map(({ number, configuration, repeat, point, status, values, goals, thresholds }) => ({
    ...{ number, configuration, repeat, point, status, goals, thresholds, epochs: values.length },
  }));

/** Holds for every sweep: it has ended, and with as many trials as were told beforehand. */
function expectEnded(spec: ExperimentSpec, trials: readonly SimulatedTrial[]): void {
  expect(trials.filter(({ status }) => !FINAL_STATUSES.includes(status))).toEqual([]);
  expect(trials.length).toBe(countTrials(spec));
  const points = trials.filter(({ repeat }) => repeat === 0).map(({ point }) => JSON.stringify(point));
  expect(new Set(points).size).toBe(points.length);
}

describe.each([
  ["no pruning", none],
  ["median", median],
  ["halving in step", halving(false)],
] as const)("%s", (_, prunings) => {
  test("ends, and the same whatever the order and the number of workers", () => {
    fc.assert(
      fc.property(experiments(prunings), orders, orders, behaviours, (spec, one, other, behaviour) => {
        const trials = run(spec, one, behaviour);
        expectEnded(spec, trials);
        expect(outcomes(run(spec, other, behaviour))).toEqual(outcomes(trials));
      }),
      { numRuns: 150 },
    );
  });
});

test("ASHA ends in any order, and gives the same for the same order", () => {
  fc.assert(
    fc.property(experiments(halving(true)), orders, behaviours, (spec, order, behaviour) => {
      const trials = run(spec, order, behaviour);
      expectEnded(spec, trials);
      expect(outcomes(run(spec, order, behaviour))).toEqual(outcomes(trials));
    }),
    { numRuns: 300 },
  );
});

test("ASHA depends on the order: why it promises nothing more", () => {
  const spec = experiment({
    epochs: 9,
    parameters: { rate: range("uniform", 0, 1) },
    search: { kind: "random", configurations: 9 },
    pruning: { kind: "successive-halving", minEpochs: 1, factor: 3, asynchronous: true },
  });
  // the later the better: one after the other each beats all before it; from behind, 8 does, then 7 of six, then 6 of
  // nine
  const epoch = ({ configuration }: SimulatedTrial) => -configuration;
  const goneOn = (nextEnd: (running: number) => number, workers: number) =>
    simulateSweep(spec, { workers, nextEnd, epoch }).flatMap(({ goals, number }) => (goals.length > 1 ? [number] : []));
  expect(goneOn(() => 0, 1)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  expect(goneOn((running) => running - 1, 9)).toEqual([6, 7, 8]);
});

const withoutFailures: Behaviour = { noise: 1, failing: 0, stopping: 0, notFinite: 0 };

test("halving in step: at each rung floor(n / factor) go on, at least one, with all repeats", () => {
  fc.assert(
    fc.property(experiments(halving(false)), orders, fc.nat(), (spec, order, noise) => {
      fc.pre(spec.search.kind !== "tpe" && spec.pruning.kind === "successive-halving");
      const { factor } = spec.pruning as Extract<PruningSpec, { kind: "successive-halving" }>;
      const rungs = rungEpochs(spec, spec.pruning as Extract<PruningSpec, { kind: "successive-halving" }>);
      const trials = run(spec, order, { ...withoutFailures, noise });
      let expected = countTrials(spec) / spec.repeats;
      for (const [rung, epoch] of [...rungs, EPOCHS].entries()) {
        const there = trials.filter(({ values }) => values.length >= epoch);
        expect(there.length).toBe(expected * spec.repeats);
        expect(there.every(({ goals }) => goals[rung] === epoch)).toBe(true);
        expected = Math.max(1, Math.floor(expected / factor));
      }
      expect(trials.some(({ status }) => status === "finished")).toBe(true);
    }),
  );
});

test("ASHA: goals are the rungs, and where nothing fails at least one configuration is trained to the end", () => {
  fc.assert(
    fc.property(experiments(halving(true)), orders, fc.nat(), (spec, order, noise) => {
      const rungs = rungEpochs(spec, spec.pruning as Extract<PruningSpec, { kind: "successive-halving" }>);
      const trials = run(spec, order, { ...withoutFailures, noise });
      for (const { goals, values } of trials) {
        expect(goals).toEqual([...rungs, EPOCHS].slice(0, goals.length));
        expect(values.length).toBe(goals.at(-1));
      }
      expect(trials.some(({ values }) => values.length === EPOCHS)).toBe(true);
    }),
  );
});

test("median: a trial is pruned only where it may be, and the first wave never", () => {
  fc.assert(
    fc.property(experiments(median), orders, behaviours, (spec, order, behaviour) => {
      const { warmupEpochs, everyEpochs, wave } = spec.pruning as Extract<PruningSpec, { kind: "median" }>;
      for (const { configuration, status, values } of run(spec, order, behaviour)) {
        if (status !== "pruned") continue;
        const first = spec.search.kind === "tpe" ? Math.min(wave, spec.search.startup) : wave;
        expect(configuration).toBeGreaterThanOrEqual(first);
        expect((values.length - warmupEpochs) % everyEpochs).toBe(0);
        expect(values.length).toBeGreaterThanOrEqual(Math.max(1, warmupEpochs));
        expect(values.length).toBeLessThan(EPOCHS);
      }
    }),
  );
});

test("a cancelled trial stops all decisions; revived, the sweep goes on", () => {
  const spec = experiment({ parameters: { rate: choice([1, 2]) }, search: { kind: "grid", together: [] } });
  const { create } = advanceSweep(spec, []);
  expect(create.map(({ point }) => point)).toEqual([{ rate: 1 }, { rate: 2 }]);
  const halved = experiment({
    parameters: { rate: choice([1, 2]) },
    pruning: { kind: "successive-halving", minEpochs: 1, factor: 9, asynchronous: false },
  });
  const waiting = create.map(({ configuration, point }) => ({
    ...{
      number: configuration,
      configuration,
      repeat: 0,
      point,
      status: "paused" as const,
      values: [configuration],
      kept: null,
    },
  }));
  expect(advanceSweep(halved, [waiting[0]!, { ...waiting[1]!, status: "cancelled" }])).toEqual({
    create: [],
    promote: [],
    prune: [],
  });
  expect(advanceSweep(halved, waiting)).toEqual({
    create: [],
    promote: [{ number: 0, untilEpoch: 9 }],
    prune: [1],
  });
});
