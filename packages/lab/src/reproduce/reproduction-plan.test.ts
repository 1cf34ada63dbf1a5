import type { TrainTask } from "study";
import { expect, test } from "vitest";
import { hashJson } from "../files/hash-json.ts";
import { FULL_BUDGET, QUICK_BUDGET } from "./budget.ts";
import { planReproduction } from "./plan.ts";
import { describePlan, type ReproductionSetting } from "./reproduction-plan.ts";

const record = (file: string, sha256: string) => ({ source: "file", sha256: { [file]: sha256 } }) as const;
const SETTING: ReproductionSetting = {
  budget: QUICK_BUDGET,
  seed: 7,
  numerics: "strict",
  kernels: "wasm-strict",
  data: { mnist: record("images", "ab"), sequences: record("sequences", "cd") },
};

const planOf = (change: Partial<ReproductionSetting> = {}) => {
  const setting = { ...SETTING, ...change };
  return describePlan(planReproduction(setting.budget, setting.seed), setting);
};

test.each<[string, Partial<ReproductionSetting>]>([
  ["budget", { budget: FULL_BUDGET }],
  ["seed", { seed: 8 }],
  ["numerics", { numerics: "fast" }],
  ["kernels", { kernels: "wasm-relaxed" }],
  ["data", { data: { ...SETTING.data, sequences: record("sequences", "ce") } }],
])("another %s is another experiment", (_, change) => {
  expect(hashJson(planOf(change).spec)).not.toBe(hashJson(planOf().spec));
  expect(hashJson(planOf({}).spec)).toBe(hashJson(planOf().spec));
});

test("tasks that are changed are another experiment", () => {
  const plan = planReproduction(QUICK_BUDGET, 7);
  const problem3 = (plan.problem3 as readonly TrainTask[]).map((task) => ({ ...task, batchSize: 8 }));
  expect(hashJson(describePlan({ ...plan, problem3 }, SETTING).spec)).not.toBe(hashJson(planOf().spec));
});

test("trials are the tasks in order; those that differ in their seed alone are repeats of one configuration", () => {
  const { tasks } = planOf({ budget: FULL_BUDGET });
  expect(tasks.map(({ task }) => task)).toEqual(Object.values(planReproduction(FULL_BUDGET, 7)).flat());
  const best = tasks.filter(({ parameters }) => parameters.section === "problem2" && parameters.task === "best");
  expect(best.map(({ repeat, seed, task }) => [repeat, seed, task.id])).toEqual(
    [7, 8, 9, 10, 11].map((seed, repeat) => [repeat, seed, `problem2/best/seed-${seed}`]),
  );
  expect(new Set(best.map(({ configuration }) => configuration)).size).toBe(1);
  const bySeed = tasks.map(({ configuration, seed }) => `${configuration} ${seed}`);
  expect(new Set(bySeed).size).toBe(tasks.length);
  const points = new Map(tasks.map(({ configuration, parameters }) => [configuration, JSON.stringify(parameters)]));
  expect(Array.from(points.keys())).toEqual(Array.from({ length: points.size }, (_, i) => i));
  expect(new Set(points.values()).size).toBe(points.size);
  for (const { configuration, parameters } of tasks) expect(JSON.stringify(parameters)).toBe(points.get(configuration));
});

test("a task that a claim adds to a problem's keeps the problem in its name", () => {
  expect(planOf().tasks.map(({ parameters }) => parameters)).toEqual(
    expect.arrayContaining([
      { section: "problem1", task: "error-vector" },
      { section: "claims", task: "short-relu" },
      { section: "claims", task: "problem3/sgd-0.1" },
    ]),
  );
});
