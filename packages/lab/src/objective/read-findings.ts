/** What the doctor found in trials, as the store keeps it. */
import type { Finding } from "minibatch";
import type { LabStore, TrialRecord } from "../store/store.ts";

/** Of each trial that was examined; none: nothing was found. */
export type FindingsOfTrials = ReadonlyMap<number, readonly Finding[]>;

/** More are not looked through for a page: what is wrong with a sweep shows in its first trials. */
const MOST_TRIALS = 200;

/** By trial id. A result that was damaged, is of another kind or of an earlier version was not examined. */
export async function readFindings(
  store: Pick<LabStore, "readResult">,
  trials: readonly TrialRecord[],
): Promise<FindingsOfTrials> {
  const found = new Map<number, readonly Finding[]>();
  for (const { id } of trials
    .filter(({ status }) => status === "finished" || status === "failed")
    .slice(0, MOST_TRIALS)) {
    const findings = findingsIn(await store.readResult(id));
    if (findings !== null) found.set(id, findings);
  }
  return found;
}

function findingsIn(result: unknown): readonly Finding[] | null {
  const { findings } = (result ?? {}) as { readonly findings?: unknown };
  return Array.isArray(findings) ? (findings as Finding[]).filter(({ says }) => typeof says === "string") : null;
}
