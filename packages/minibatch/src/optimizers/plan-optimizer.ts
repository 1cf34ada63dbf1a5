/** An optimizer's part of a plan: clipping, weight decay and the rule as operations, and the numbers of every step. */
import type { Operation } from "../plan/operation.ts";
import { MOST_STEPS, type Tensor } from "../plan/tensor.ts";
import { planClipping } from "./clipping.ts";
import { MAX_COEFFICIENTS } from "./rule.ts";
import { RULES } from "./rules.ts";
import type { OptimizerSpec } from "./spec.ts";
import { planWeightDecay } from "./weight-decay.ts";

/** What an optimizer changes. */
export interface Trained {
  /** all of it, flat, and its gradient */
  readonly parameters: Tensor;
  readonly gradients: Tensor;
  /** the parts of the gradient that keras3 clips one by one */
  readonly variables: readonly Tensor[];
}

/** One array of an optimizer's state, and what it holds before the first update. */
export interface StateTensor {
  readonly tensor: Tensor;
  /** the slot's name, e.g. "velocity" */
  readonly name: string;
  readonly initial: number;
}

/** Numbers that an executor must be given before it makes updates. */
export interface StepValues {
  readonly tensor: Tensor;
  /** those of one step after those of another */
  readonly values: Float64Array;
}

export interface OptimizerPlan {
  readonly slots: readonly StateTensor[];
  /** state that is one number for all parameters: with the slots and the number of the step all there is to save */
  readonly scalars: Float64Array;
  /** all that `operations` name, the trained ones apart */
  readonly tensors: readonly Tensor[];
  /** one update of the parameters; gradients are overwritten where clipping or decay change them */
  readonly operations: readonly Operation[];
  /** whether an infinite gradient becomes a small step, which nothing later would show */
  readonly hidesInfinity: boolean;
  /**
   * The numbers of updates `step` + 1, `step` + 2, ...; `rate(i)` has the schedule's factor in it. Moves `scalars` on. What it
   * gives is overwritten by the next call.
   */
  stepValues(step: number, steps: number, rate: (i: number) => number): readonly StepValues[];
}

export function planOptimizer(spec: OptimizerSpec, { parameters, gradients, variables }: Trained): OptimizerPlan {
  const rule = RULES[spec.kind];
  const slots = rule.slots(spec).map(({ name, initial }) => ({
    tensor: { ...parameters, name: `optimizer.${name}`, role: "state" } as const,
    name,
    initial,
  }));
  const count = MAX_COEFFICIENTS;
  const coefficients: Tensor = {
    name: "coefficients",
    role: "coefficient",
    type: "double",
    shape: [count],
    extent: "step",
  };
  const scalars = new Float64Array(rule.scalars ?? []);
  const decay = planWeightDecay(spec, parameters, gradients);
  const ofStep = new Float64Array(count);
  const ofSteps = new Float64Array(count * MOST_STEPS);
  const factors = new Float64Array(MOST_STEPS);
  return {
    slots,
    scalars,
    tensors: [...slots.map(({ tensor }) => tensor), coefficients, ...(decay === null ? [] : [decay.factor])],
    operations: [
      ...planClipping(spec, gradients, variables),
      ...(decay === null ? [] : [decay.operation]),
      {
        kind: "update",
        formula: rule.formula(spec),
        p: parameters,
        g: gradients,
        slots: slots.map(({ tensor }) => tensor),
        coefficients,
      },
    ],
    hidesInfinity: spec.clipValue !== null,
    stepValues(step, steps, rate) {
      for (let i = 0; i < steps; i++) {
        const decayed = rate(i) / (1 + spec.decay * (step + i));
        rule.coefficients(spec, step + i + 1, decayed, scalars, ofStep);
        ofSteps.set(ofStep, i * count);
        if (decay !== null) factors[i] = decay.factorAt(decayed);
      }
      const values: StepValues[] = [{ tensor: coefficients, values: ofSteps.subarray(0, steps * count) }];
      if (decay !== null) values.push({ tensor: decay.factor, values: factors.subarray(0, steps) });
      return values;
    },
  };
}
