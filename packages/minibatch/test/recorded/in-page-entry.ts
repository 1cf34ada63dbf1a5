/** What `recorded-elsewhere.slow.test.ts` runs in a page. */
import type { Numerics } from "minibatch";
import { webThreads } from "minibatch/web";
import { type Different, findDifferent } from "./find-different.ts";
import type { RecordedTraining } from "./recorded-training.ts";

/** On `count` threads of the page; 0: none are given. */
export async function compareInPage(file: string, numerics: Numerics, count: number): Promise<Different> {
  const trainings = (await (await fetch(file)).json()) as RecordedTraining[];
  return findDifferent(trainings, numerics, () => (count === 0 ? null : webThreads({ count })));
}
