/**
 * Schedules against the programs they are named after: every update of theirs, the first, the last and those around an
 * end among them.
 */
import { readFileSync } from "node:fs";
import { createTrainer, defineSchedule, type ScheduleInput, scheduleFactor } from "minibatch";
import { describe, expect, test } from "vitest";
import { createPlateau } from "../src/schedules/create-plateau.ts";
import type { PlateauSpec } from "../src/schedules/reduce-on-plateau.ts";
import { expectClose } from "./expect-close.ts";
import { drawBlobs } from "./toy-data.ts";

interface Case {
  readonly spec: Exclude<ScheduleInput, string>;
  readonly factors: readonly number[];
}

interface Figures {
  readonly made_with: string;
  readonly cases: readonly Case[];
  readonly plateaus?: readonly (Case & { readonly losses: readonly number[] })[];
}

function read(name: string): Figures {
  return JSON.parse(readFileSync(new URL(`../fixtures/schedules-${name}.json`, import.meta.url), "utf8")) as Figures;
}

const programs = ["torch", "keras"].map(read);
/** Keras's NumPy backend computes in float32 */
const tolerances = [
  { abs: 1e-15, rel: 1e-14 },
  { abs: 1e-7, rel: 2e-7 },
];

describe.each(programs.map((program, i) => ({ ...program, tolerance: tolerances[i] })))("$made_with", (program) => {
  const { cases, tolerance } = program;
  test.each(cases.map(({ spec, factors }) => ({ name: JSON.stringify(spec), spec, factors })))(
    "$name, counting steps",
    ({ spec, factors }) => {
      const schedule = defineSchedule({ ...spec, unit: "step" } as ScheduleInput);
      const ours = factors.map((_, step) => scheduleFactor(schedule, { step, epoch: 0 }));
      expectClose(ours, factors, tolerance);
    },
  );
});

const oneCycles = programs[0].cases.filter(({ spec, factors }) => spec.kind === "one-cycle" && factors.length > 1);

test.each(oneCycles.map(({ spec, factors }) => ({ name: JSON.stringify(spec), spec, factors })))(
  "$name of 2 epochs, counting epochs: the same, whatever their updates are",
  ({ spec, factors }) => {
    const stepsPerEpoch = factors.length / 2;
    const schedule = defineSchedule({ ...spec, over: 2 } as ScheduleInput);
    const ours = factors.map((_, step) =>
      scheduleFactor(schedule, { step, epoch: step / stepsPerEpoch, stepsPerEpoch }),
    );
    expectClose(ours, factors, { abs: 1e-15, rel: 1e-13 });
  },
);

test("a training of 10 updates in 2 epochs ends at PyTorch's last rate, and had its peak", async () => {
  const [wanted] = oneCycles.filter(({ factors }) => factors.length === 10);
  const data = drawBlobs(50, 3, 2, 1);
  const rates: number[] = [];
  for (const unit of ["step", "epoch"] as const) {
    const schedule = { kind: "one-cycle", unit, over: unit === "step" ? 10 : 2 } as const;
    using trainer = await createTrainer({
      model: { inputs: 3, layers: [{ kind: "dense", units: 2 }], loss: "softmax-cross-entropy" },
      optimizer: { kind: "sgd", learningRate: 0.5, schedule },
    });
    const reports = await trainer.fit(data, { epochs: 2, batchSize: 10 });
    rates.push(...reports.map(({ learningRate }) => learningRate));
  }
  const epochEnds = [4, 9].map((step) => 0.5 * wanted.factors[step]);
  expectClose(rates, [...epochEnds, ...epochEnds], { rel: 1e-12 });
});

test.each((programs[1].plateaus ?? []).map((figures) => ({ name: JSON.stringify(figures.spec), ...figures })))(
  "$name, as Keras's callback",
  ({ spec, losses, factors }) => {
    const plateau = createPlateau(defineSchedule(spec) as PlateauSpec);
    expect(losses.length).toBeGreaterThan(10);
    expectClose(
      losses.map((loss) => plateau.observe(loss)),
      factors,
      { rel: 1e-12 },
    );
  },
);
