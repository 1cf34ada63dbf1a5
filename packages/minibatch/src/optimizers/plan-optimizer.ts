/** An optimizer's part of a plan: clipping, weight decay and the rule as operations, and the numbers of every step. */
import type { Operation } from "../plan/operation.ts";
import { MOST_STEPS, type Tensor } from "../plan/tensor.ts";
import { planClipping } from "./clipping.ts";
import { openRule } from "./open-rule.ts";
import type { VariablePass } from "./rule.ts";
import type { OptimizerSpec } from "./spec.ts";
import { planWeightDecay } from "./weight-decay.ts";

/** What an optimizer changes. */
export interface Trained {
  /** all of it, flat, and its gradient */
  readonly parameters: Tensor;
  readonly gradients: Tensor;
  /** the parts that some operations treat one by one: a layer's weights, its biases */
  readonly variables: readonly { readonly p: Tensor; readonly g: Tensor }[];
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

/** Batches that make one update together. */
export interface BatchGroup {
  /** how many */
  readonly size: number;
  /** Forgets those that made no update. */
  begin(): void;
  /** Rows of those since the last update. */
  rows(): number;
  /**
   * Adds a batch whose gradient is there; the group is whole where it is the last one, by its number or because no
   * other follows. Gives the operations that gather its gradient, what they need, and the mean loss of a group that is
   * whole: then its gradient is where the optimizer looks for it.
   */
  add(loss: number, rows: number, isLast: boolean): GatheredBatch;
}

export interface GatheredBatch {
  readonly operations: readonly Operation[];
  readonly values: StepValues;
  readonly loss: number | null;
}

/** An optimizer as an executor is given it: its state, the operations of an update, and the numbers of each. */
export interface OptimizerPlan {
  readonly slots: readonly StateTensor[];
  /** state that is one number for all parameters; with the slots and the step's number it is all there is to save */
  readonly scalars: Float64Array;
  /** all that `operations` name, except the trained ones */
  readonly tensors: readonly Tensor[];
  /** one update of the parameters; gradients are overwritten where clipping or decay change them */
  readonly operations: readonly Operation[];
  /** whether an infinite gradient makes a finite step, so that nothing later would show it */
  readonly hidesInfinity: boolean;
  /** where several batches make an update */
  readonly group?: BatchGroup;
  /** where averages of the model's tensors evaluate and predict in their place: these, and which one a tensor has */
  readonly average?: { readonly tensors: readonly Tensor[]; of(tensor: Tensor): Tensor };
  /**
   * The numbers of updates `step` + 1, `step` + 2, ...; `rate(i)` has the schedule's factor in it. Moves `scalars` on.
   * What it gives is overwritten by the next call.
   */
  stepValues(step: number, steps: number, rate: (i: number) => number): readonly StepValues[];
}

/** The operation of a rule's pass over a variable, at the step's rate. */
const PASSES: Readonly<Record<VariablePass, (p: Tensor, g: Tensor, rate: Tensor) => Operation>> = {
  "scaled-step": (p, g, rate) => ({ kind: "scaled-step", p, g, rate }),
};

/** Throws Error for a rule that does not agree with its formula. */
export function planOptimizer(spec: OptimizerSpec, { parameters, gradients, variables }: Trained): OptimizerPlan {
  const rule = openRule(spec);
  const slots = rule.slots.map(({ name, initial }) => ({
    // no layer's tensor has such a name: it would have a dot, or begin with the layer's name
    tensor: { ...parameters, name: `${name} of the optimizer`, role: "state" } as const,
    name,
    initial,
  }));
  const { formula, passes } = rule;
  const count = formula.coefficients;
  const ofStepTensor = (name: string, shape: readonly number[]): Tensor => ({
    ...{ name, role: "coefficient", type: "double", shape, extent: "step" },
  });
  const coefficients = ofStepTensor("coefficients", [count]);
  const rateTensor = passes.length === 0 ? null : ofStepTensor("rate", []);
  const scalars = Float64Array.from(rule.scalars);
  const decay = rule.decaysWeights ? null : planWeightDecay(spec, parameters, gradients);
  const ofStep = new Float64Array(count);
  const ofSteps = new Float64Array(count * MOST_STEPS);
  const factors = new Float64Array(MOST_STEPS);
  const rates = new Float64Array(MOST_STEPS);
  return {
    slots,
    scalars,
    tensors: [
      ...slots.map(({ tensor }) => tensor),
      coefficients,
      ...(decay === null ? [] : [decay.factor]),
      ...(rateTensor === null ? [] : [rateTensor]),
    ],
    operations: [
      ...planClipping(
        spec,
        gradients,
        variables.map(({ g }) => g),
      ),
      ...(decay === null ? [] : [decay.operation]),
      {
        kind: "update",
        formula,
        p: parameters,
        g: gradients,
        slots: slots.map(({ tensor }) => tensor),
        coefficients,
      },
      ...(rateTensor === null
        ? []
        : passes.flatMap((pass) => variables.map(({ p, g }) => PASSES[pass](p, g, rateTensor)))),
    ],
    hidesInfinity: rule.hidesInfinity || spec.clipValue !== null,
    stepValues(step, steps, rate) {
      for (let i = 0; i < steps; i++) {
        const decayed = rate(i) / (1 + spec.decay * (step + i));
        rule.coefficients(step + i + 1, decayed, scalars, ofStep);
        ofSteps.set(ofStep, i * count);
        if (decay !== null) factors[i] = decay.factorAt(decayed);
        rates[i] = decayed;
      }
      const values: StepValues[] = [{ tensor: coefficients, values: ofSteps.subarray(0, steps * count) }];
      if (decay !== null) values.push({ tensor: decay.factor, values: factors.subarray(0, steps) });
      if (rateTensor !== null) values.push({ tensor: rateTensor, values: rates.subarray(0, steps) });
      return values;
    },
  };
}
