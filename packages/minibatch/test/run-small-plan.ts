/** Steps of a plan on an executor that answers at once, from a made-up beginning. */
import type { Dataset } from "../src/data/dataset.ts";
import { finish } from "../src/data/slices.ts";
import type { Executor, FeedUse } from "../src/plan/executor.ts";
import { MOST_STEPS, sizeOf, type Tensor } from "../src/plan/tensor.ts";
import type { SmallPlan } from "./small-plan.ts";

export interface StepsToRun {
  readonly data: Dataset;
  readonly B: number;
  readonly steps: number;
  readonly use: FeedUse;
  /** of the update: a little more at every step */
  readonly coefficients: readonly number[];
  /** most steps of one call */
  readonly atOnce?: number;
}

export const startOf = (i: number): number => Math.fround(Math.sin(i * 1.7) * 0.3);
/** 0 for a fourth of the inputs */
export const maskOf = (i: number, step: number): number => ((i * 7 + step * 3) % 4 === 0 ? 0 : 4 / 3);
export const decayOf = (step: number): number => -0.001 * (step + 1);
export const coefficientsOf = ({ coefficients }: StepsToRun, step: number): number[] =>
  coefficients.map((c) => c * (1 + step / 100));

/** What is compared after a run, where the plan has it. */
const LEFT = /^(parameters|slot\d|prediction|penalty\d|loss|dy\d|z\d|y\d)$/;

export function tensorsLeft(plan: SmallPlan): Tensor[] {
  return Object.values(plan.byName).filter(({ name }) => LEFT.test(name));
}

/** Of each tensor what the last step left, and of figures what each step did. */
export async function runSmallPlan(
  executor: Executor,
  plan: SmallPlan,
  given: StepsToRun,
): Promise<Record<string, number[]>> {
  const { data, B, steps, use, atOnce = MOST_STEPS } = given;
  const drawn = Object.values(plan.byName).filter(({ role }) => role === "drawn");
  void executor.write(
    plan.parameters,
    Float32Array.from({ length: sizeOf(plan.parameters) }, (_, i) => startOf(i)),
  );
  const feed = finish(executor.feed(plan, data.x, data.y, use));
  const program = executor.compile(plan.train, B, feed);
  const order = Uint32Array.from({ length: data.x.rows }, (_, i) => i);
  const result: Record<string, number[]> = {};
  for (let step = 0; step < steps; ) {
    const now = Math.min(atOnce, program.mostSteps, steps - step);
    for (const mask of drawn) {
      void executor.write(
        mask,
        Array.from({ length: B * sizeOf(mask) }, (_, i) => maskOf(i, step)),
      );
    }
    for (let i = 0; i < now; i++) {
      void executor.write(plan.coefficients, coefficientsOf(given, step + i), i * sizeOf(plan.coefficients));
      void executor.write(plan.decay, [decayOf(step + i)], i);
    }
    await executor.ready();
    const done = await program.run({ order, from: step * B }, now);
    if (done !== now) throw new Error(`${done} steps of ${now} were made`);
    for (const tensor of tensorsLeft(plan)) {
      const count = sizeOf(tensor) * (tensor.extent === "row" ? B : tensor.extent === "step" ? now : 1);
      const numbers = [...((await executor.read(tensor, 0, count)) as Float32Array)];
      const earlier = tensor.extent === "step" ? (result[tensor.name] ?? []) : [];
      result[tensor.name] = [...earlier, ...numbers];
    }
    step += now;
  }
  feed.release();
  return result;
}
