import type { TrainTask } from "study";
import { expect, test } from "vitest";
import { FULL_BUDGET, QUICK_BUDGET } from "./budget.ts";
import { CLAIMS } from "./claims/claims.ts";
import { keepNewTasks, planReproduction } from "./plan.ts";

for (const [name, budget] of [
  ["full", FULL_BUDGET],
  ["quick", QUICK_BUDGET],
] as const) {
  const plan = planReproduction(budget, 7);
  const ids = Object.values(plan)
    .flat()
    .map((task) => task.id);

  test(`${name}: every task once, the same each time`, () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(planReproduction(budget, 7)).toEqual(plan);
  });

  test(`${name}: whatever a claim reads is planned`, () => {
    for (const claim of CLAIMS) {
      for (const task of claim.plan(budget, 7)) expect(ids, claim.id).toContain(task.id);
    }
  });

  test(`${name}: another seed shares no training`, () => {
    const others = Object.values(planReproduction(budget, 7 + 1000)).flat();
    for (const task of others) expect(ids).not.toContain(task.id);
  });
}

test("the report's own trainings: six sweeps and five best ones of 50 epochs, five networks per optimizer", () => {
  const { problem2, problem3 } = planReproduction(FULL_BUDGET, 1);
  const trainings = problem2 as readonly TrainTask[];
  expect(trainings.filter((task) => task.id.startsWith("problem2/best/"))).toHaveLength(5);
  expect(trainings).toHaveLength(11);
  for (const task of trainings) {
    expect(task).toMatchObject({
      epochs: 50,
      batchSize: 100,
      optimizer: { schedule: { kind: "step", at: [20, 40], factor: 0.5 } },
    });
  }
  expect(problem3).toHaveLength(25);
  for (const task of problem3 as readonly TrainTask[]) expect(task).toMatchObject({ epochs: 50, batchSize: 16 });
});

test("the claims come in the report's order", () => {
  expect(CLAIMS.map((claim) => claim.id)).toEqual(Array.from(CLAIMS, (_, i) => `C${i + 1}`));
});

test("two different tasks of one id are refused: a claim would be judged on another training", () => {
  const seen = new Map<string, string>();
  const task = { kind: "count", id: "a", epochs: 1 };
  expect(keepNewTasks(seen, [task, { ...task }])).toEqual([task]);
  expect(() => keepNewTasks(seen, [{ ...task, epochs: 2 } as typeof task])).toThrow("two different tasks have this id");
});
