/** The reproduction as an experiment of a store: what its figures depend on, and what its trials are called there. */

import type { Point, Task } from "study";
import packageFile from "../../package.json" with { type: "json" };
import { hashJson } from "../files/hash-json.ts";
import { spellCount } from "../page-kit/spell-count.ts";
import type { Plan, PlannedTask } from "../runner/task-plan/open-plan.ts";
import { trainingOf } from "../training/plan-forks.ts";
import type { Budget } from "./budget.ts";
import { CLAIMS } from "./claims/claims.ts";
import type { ReproductionData } from "./load-reproduction-data.ts";
import { SECTIONS, type Section } from "./plan.ts";

export interface ReproductionSetting {
  readonly budget: Budget;
  readonly seed: number;
  readonly numerics: "fast" | "strict";
  /** those that compute, e.g. "wasm-relaxed": fast numerics differ between kernel sets in the last bits */
  readonly kernels: string;
  readonly data: ReproductionData["records"];
}

export type SectionTasks = Readonly<Record<Section, readonly Task[]>>;

/**
 * Raised whenever a task would give other figures, or another shape of result, than before at an equal version: what
 * was trained under the old number is then left alone.
 */
const RESULT_FORMAT = 1;

export function describePlan(tasks: SectionTasks, setting: ReproductionSetting): Plan {
  const { budget, seed, numerics, kernels, data } = setting;
  const files = { ...data.mnist.sha256, ...data.sequences.sha256 };
  const planned = nameTrials(tasks, seed);
  const spec = {
    kind: "reproduction",
    description:
      `The report${budget.quick ? " from a reduced budget" : ""}: problems 1 to 3 and ${spellCount(CLAIMS.length)} ` +
      "claims",
    seed,
    numerics,
    kernels,
    version: packageFile.version,
    format: RESULT_FORMAT,
    budget,
    dataSha256: hashJson(files),
    tasksSha256: hashJson(planned.map(({ task }) => task)),
  };
  return {
    name: "reproduction",
    spec,
    data: files,
    synthetic: data.mnist.source === "synthetic" || data.sequences.source === "synthetic",
    objective: { metric: "validation-accuracy", at: "last" },
    tasks: planned,
  };
}

/** In the order of the plan. Tasks that differ in nothing but their seed are the repeats of one configuration. */
function nameTrials(tasks: SectionTasks, seed: number): PlannedTask[] {
  const repeats = new Map<string, { readonly configuration: number; count: number }>();
  return SECTIONS.flatMap((section) =>
    tasks[section].map((task): PlannedTask => {
      const parameters = nameTask(section, task);
      const key = Object.values(parameters).join("/");
      const known = repeats.get(key) ?? { configuration: repeats.size, count: 0 };
      repeats.set(key, known);
      const { configuration } = known;
      return { configuration, repeat: known.count++, parameters, seed: trainingOf(task)?.seed ?? seed, task };
    }),
  );
}

/** `problem2/relu-0.02/seed-1` is relu-0.02 of problem2; the seed stands in a column of its own. */
function nameTask(section: Section, { id }: Task): Point {
  const name = id.replace(/\/seed-\d+$/, "");
  return { section, task: name.startsWith(`${section}/`) ? name.slice(section.length + 1) : name };
}
