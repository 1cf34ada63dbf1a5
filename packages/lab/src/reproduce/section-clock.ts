/** How long each section took, over all calls: an interrupted one that is taken up again has not been fast. */
import type { Task } from "study";
import type { OpenPlan } from "../runner/task-plan/open-plan.ts";
import { SECTIONS, type Section } from "./plan.ts";
import type { Reproduction } from "./results.ts";

/** Gives the seconds so far. */
export type SectionClock = () => Reproduction["seconds"];

/**
 * A section has taken what the threads spent on its finished tasks, shared between them: sections overlap, for a thread
 * that finds nothing left in one begins the next. The total is what the caller has waited; `now` in milliseconds.
 */
export function createSectionClock(
  plan: Readonly<Record<Section, readonly Task[]>>,
  { finished }: Pick<OpenPlan, "finished">,
  workers: number,
  now: () => number,
): SectionClock {
  const spent = (section: Section): number =>
    plan[section].reduce((sum, task) => sum + (finished.get(task.id)?.seconds ?? 0), 0) / workers;
  const earlier = SECTIONS.reduce((sum, section) => sum + spent(section), 0);
  const startMs = now();
  return () => {
    const sections = Object.fromEntries(SECTIONS.map((section) => [section, spent(section)])) as Record<
      Section,
      number
    >;
    return { ...sections, total: earlier + (now() - startMs) / 1000 };
  };
}
