/**
 * A rate and a weight decay for each part of the parameters: an optimizer of its own for each, as PyTorch's parameter
 * groups, on parts of the same slots. Only clipping, which comes first, sees all parts together.
 */
import { planClipping } from "../optimizers/clipping.ts";
import { type OptimizerPlan, planOptimizer, type StateTensor, type Trained } from "../optimizers/plan-optimizer.ts";
import type { OptimizerSpec } from "../optimizers/spec.ts";
import type { Operation } from "../plan/operation.ts";
import { sizeOf, type Tensor } from "../plan/tensor.ts";
import { withOperands } from "./operands.ts";

/** A trained tensor, with what the optimizer's rate and weight decay are multiplied by. */
export interface Variable {
  readonly p: Tensor;
  readonly g: Tensor;
  readonly rate: number;
  readonly decay: number;
}

/** Variables that follow each other, with equal factors. */
interface Part {
  readonly rate: number;
  readonly decay: number;
  readonly variables: Variable[];
}

/** The optimizer, in parts where factors differ; as `planOptimizer` has it where all are 1. */
export function planFactors(spec: OptimizerSpec, trained: Trained, variables: readonly Variable[]): OptimizerPlan {
  const whole = planOptimizer(spec, trained);
  const decays = spec.weightDecay !== 0;
  if (variables.every(({ rate, decay }) => rate === 1 && (decay === 1 || !decays))) return whole;
  const unclipped = { ...spec, clipValue: null, clipNorm: null, globalClipNorm: null };
  const parts = divide(variables).map((part, i) => planPart(unclipped, trained, part, i, whole.slots));
  const { scalars } = whole;
  return {
    ...whole,
    tensors: [...whole.slots.map(({ tensor }) => tensor), ...parts.flatMap(({ plan }) => plan.tensors)],
    operations: [
      ...planClipping(
        spec,
        trained.gradients,
        variables.map(({ g }) => g),
      ),
      ...parts.flatMap(({ plan }) => plan.operations),
    ],
    stepValues(step, steps, rate) {
      const before = scalars.slice();
      return parts.flatMap(({ plan, factor }) => {
        // each part moves the same numbers on
        plan.scalars.set(before);
        const values = plan.stepValues(step, steps, (i) => factor * rate(i));
        scalars.set(plan.scalars);
        return values;
      });
    },
  };
}

function divide(variables: readonly Variable[]): readonly Part[] {
  const parts: Part[] = [];
  for (const variable of variables) {
    const { rate, decay } = variable;
    const last = parts.at(-1);
    if (last?.rate === rate && last.decay === decay) last.variables.push(variable);
    else parts.push({ rate, decay, variables: [variable] });
  }
  return parts;
}

/** The optimizer of one part: its tensors are parts of the whole's, or have a name of their own. */
function planPart(
  spec: OptimizerSpec,
  { parameters, gradients }: Trained,
  { rate, decay, variables }: Part,
  index: number,
  slots: readonly StateTensor[],
): { readonly plan: OptimizerPlan; readonly factor: number } {
  const offset = variables[0].p.within?.offset as number;
  const length = variables.reduce((sum, { p }) => sum + sizeOf(p), 0);
  const within = (whole: Tensor): Tensor => ({
    ...{ ...whole, name: `part ${index} of ${whole.name}`, shape: [length], within: { whole, offset } },
  });
  const part = { parameters: within(parameters), gradients: within(gradients), variables };
  const plan = planOptimizer({ ...spec, weightDecay: spec.weightDecay * decay }, part);
  const own = new Map<string, Tensor>();
  for (const [i, { tensor }] of plan.slots.entries()) own.set(tensor.name, within(slots[i].tensor));
  const ofSlots = new Set(own.keys());
  const rest = plan.tensors.filter(({ name }) => !ofSlots.has(name));
  for (const tensor of rest) own.set(tensor.name, { ...tensor, name: `${tensor.name} of part ${index}` });
  const replace = (tensor: Tensor): Tensor => own.get(tensor.name) ?? tensor;
  return {
    factor: rate,
    plan: {
      ...plan,
      tensors: rest.map(replace),
      operations: plan.operations.map((operation: Operation) => withOperands(operation, replace)),
      stepValues: (step, steps, at) =>
        plan.stepValues(step, steps, at).map(({ tensor, values }) => ({ tensor: replace(tensor), values })),
    },
  };
}
