/** Everything a reproduction runs, in the order in which a reader wants it: the figures first, the claims last. */

import type { Task } from "study";
import { canonicalJson } from "study/json";
import type { Budget } from "./budget.ts";
import { CLAIMS } from "./claims/claims.ts";
import { planProblem1 } from "./problems/problem-1.ts";
import { planProblem2 } from "./problems/problem-2.ts";
import { planProblem3 } from "./problems/problem-3.ts";

export const SECTIONS = ["problem1", "problem2", "problem3", "claims"] as const;
export type Section = (typeof SECTIONS)[number];

/**
 * Each section's own tasks: what an earlier section runs already is not in a later one. Deterministic in budget and
 * seed.
 */
export function planReproduction(budget: Budget, seed: number): Readonly<Record<Section, readonly Task[]>> {
  const seen = new Map<string, string>();
  const keepNew = (tasks: readonly Task[]): Task[] => keepNewTasks(seen, tasks);
  return {
    problem1: keepNew(planProblem1(seed)),
    problem2: keepNew(planProblem2(budget, seed)),
    problem3: keepNew(planProblem3(budget, seed)),
    claims: keepNew(CLAIMS.flatMap((claim) => claim.plan(budget, seed))),
  };
}

/** Those whose ids are not in `seen` yet, which then has them. Throws for another task of the same id. */
export function keepNewTasks(seen: Map<string, string>, tasks: readonly Task[]): Task[] {
  return tasks.filter((task) => isNew(seen, task));
}

function isNew(seen: Map<string, string>, task: Task): boolean {
  const json = canonicalJson(task);
  const before = seen.get(task.id);
  if (before === undefined) {
    seen.set(task.id, json);
    return true;
  }
  if (before !== json) {
    throw new Error(`Cannot plan ${task.id}: two different tasks have this id; an id needs to name one task`);
  }
  return false;
}
