/** From a model's plan and its optimizer's to those of a training with habits: a plain one's are left as they are. */
import { factorOf, type LayerHabits } from "../layers/layer-habits.ts";
import { type PlacedLayer, placeLayers } from "../model/layout.ts";
import type { ModelPlan, ModelTensor } from "../model/plan-model.ts";
import type { ModelSpec } from "../model/spec.ts";
import type { OptimizerPlan } from "../optimizers/plan-optimizer.ts";
import type { OptimizerSpec } from "../optimizers/spec.ts";
import type { Operation } from "../plan/operation.ts";
import { drawForGroup, GROUP_SCALARS, planAccumulation } from "./plan-accumulation.ts";
import { evaluateBy, planAverage } from "./plan-average.ts";
import { planFactors, type Variable } from "./plan-factors.ts";

export interface PlannedTraining {
  readonly plan: ModelPlan;
  readonly optimizer: OptimizerPlan;
}

/** A trained tensor with its layer's habits. */
interface Kept extends LayerHabits {
  readonly of: ModelTensor;
}

export function planHabits(model: ModelSpec, spec: OptimizerSpec, plan: ModelPlan): PlannedTraining {
  const habits = habitsOf(placeLayers(model));
  const tensors = plan.modelTensors.flatMap((of): Kept[] =>
    of.gradient === null ? [] : [{ ...habits.get(of.layer), of }],
  );
  const variables = tensors.map((tensor) => variableOf(tensor, spec));
  const { parameters, gradients } = plan;
  const plain = planFactors(spec, { parameters, gradients, variables }, variables);
  const constraints = tensors.flatMap(constrain);
  const average = spec.ema === undefined ? null : planAverage(spec.ema, plan);
  const scalars = new Float64Array(plain.scalars.length + (spec.accumulate === undefined ? 0 : GROUP_SCALARS));
  scalars.set(plain.scalars);
  const own = scalars.subarray(0, plain.scalars.length);
  const gathered =
    spec.accumulate === undefined
      ? null
      : planAccumulation(spec.accumulate, plan, scalars.subarray(plain.scalars.length));
  if (constraints.length === 0 && average === null && gathered === null) return { plan, optimizer: plain };
  const slots = [...(average?.slots ?? []), ...(gathered === null ? [] : [gathered.slot])];
  const optimizer: OptimizerPlan = {
    ...plain,
    scalars,
    slots: [...plain.slots, ...slots],
    tensors: [
      ...plain.tensors,
      ...slots.map(({ tensor }) => tensor),
      ...(average?.tensors ?? []),
      ...(gathered?.tensors ?? []),
    ],
    operations: [...plain.operations, ...constraints, ...(average?.operations ?? [])],
    stepValues(step, steps, rate) {
      plain.scalars.set(own);
      const values = plain.stepValues(step, steps, rate);
      own.set(plain.scalars);
      return average === null ? values : [...values, average.stepValues(step, steps)];
    },
    ...(gathered !== null && { group: gathered.group }),
    ...(average !== null && { average: { tensors: average.slots.map(({ tensor }) => tensor), of: average.averageOf } }),
  };
  const averaged = average === null ? plan : evaluateBy(average, plan);
  return { plan: gathered === null ? averaged : drawForGroup(gathered.group, averaged), optimizer };
}

/** Those of each layer, by its place; what holds for a block holds for the layers in it that say nothing else. */
function habitsOf(
  placed: readonly PlacedLayer[],
  outer: LayerHabits = {},
  found = new Map<number, LayerHabits>(),
): ReadonlyMap<number, LayerHabits> {
  for (const { layer, place, within } of placed) {
    const { rateFactor = outer.rateFactor, decayFactor = outer.decayFactor, constraint = outer.constraint } = layer;
    const own = Object.fromEntries(
      Object.entries({ rateFactor, decayFactor, constraint }).filter(([, habit]) => habit !== undefined),
    );
    found.set(place, own);
    habitsOf(within, own, found);
  }
  return found;
}

/** Biases, and the tensors of normalizations, have one size. */
function isMatrix({ of: { drawnAs, shape } }: ModelTensor): boolean {
  return drawnAs === "weights" && shape.length > 1;
}

function variableOf({ of, rateFactor, decayFactor }: Kept, { weightDecayOn }: OptimizerSpec): Variable {
  const { drawnAs } = of.of;
  const decay = weightDecayOn === "weights" && !isMatrix(of) ? 0 : factorOf(decayFactor, drawnAs);
  return { p: of.tensor, g: of.gradient as Variable["g"], rate: factorOf(rateFactor, drawnAs), decay };
}

function constrain({ of, constraint }: Kept): readonly Operation[] {
  if (constraint === undefined || !isMatrix(of)) return [];
  const { kind, limit = 1 } = constraint;
  return [{ kind: "constrain", w: of.tensor, constraint: kind, limit }];
}
