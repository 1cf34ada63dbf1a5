/** How long each section took, over all calls: an interrupted one that is taken up again has not been fast. */
import type { RunStore } from "../run/run-store.ts";
import type { Task } from "../run/task.ts";
import { SECTIONS, type Section } from "./plan.ts";
import type { Reproduction } from "./results.ts";

export interface SectionClock {
  /** A section takes from the end of the one before to its own, while workers may have begun the next. */
  end(section: Section): void;
  seconds(): Reproduction["seconds"];
}

/** Tasks finished by earlier calls count what their worker spent, shared between the workers; `now` in milliseconds. */
export function createSectionClock(
  plan: Readonly<Record<Section, readonly Task[]>>,
  store: RunStore,
  workers: number,
  now: () => number,
): SectionClock {
  const earlier = (section: Section): number =>
    plan[section].reduce((sum, task) => sum + (store.findRun(task)?.seconds ?? 0), 0) / workers;
  const seconds = Object.fromEntries(SECTIONS.map((section) => [section, earlier(section)])) as Record<Section, number>;
  const earlierTotal = SECTIONS.reduce((sum, section) => sum + seconds[section], 0);
  const startMs = now();
  let lastMs = startMs;
  return {
    end(section) {
      const endMs = now();
      seconds[section] += (endMs - lastMs) / 1000;
      lastMs = endMs;
    },
    seconds: () => ({ ...seconds, total: earlierTotal + (now() - startMs) / 1000 }),
  };
}
