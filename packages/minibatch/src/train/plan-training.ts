/** What a network runs: its model's plan and its optimizer's. Habits are added from outside, by `every-kind.ts`. */
import { type ModelPlan, planModel } from "../model/plan-model.ts";
import type { ModelSpec } from "../model/spec.ts";
import { type OptimizerPlan, planOptimizer } from "../optimizers/plan-optimizer.ts";
import type { OptimizerSpec } from "../optimizers/spec.ts";

/** A plan for a model and an optimizer. */
export interface TrainingPlan {
  readonly plan: ModelPlan;
  readonly optimizer: OptimizerPlan;
}

type PlanHabits = (model: ModelSpec, optimizer: OptimizerSpec, plan: ModelPlan) => TrainingPlan;

let planHabits: PlanHabits | null = null;

export function addHabits(plan: PlanHabits): void {
  planHabits = plan;
}

/** `hasWeights`: rows may have weights. */
export function planTraining(model: ModelSpec, spec: OptimizerSpec, hasWeights: boolean): TrainingPlan {
  const plan = planModel(model, hasWeights);
  if (planHabits !== null) return planHabits(model, spec, plan);
  const { parameters, gradients, modelTensors } = plan;
  const variables = modelTensors.flatMap(({ tensor: p, gradient: g }) => (g === null ? [] : [{ p, g }]));
  return { plan, optimizer: planOptimizer(spec, { parameters, gradients, variables }) };
}
