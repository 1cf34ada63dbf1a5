/** Takes a running trial away from its worker. */
import type { LabStore } from "../../store/store.ts";

/** Taking it up raises its attempt: whoever works on it has lost its lease and gives up when it next writes. Then it is laid down. */
export async function stopTrial(store: LabStore, experimentId: number, number: number): Promise<void> {
  const trial = await store.findTrialByNumber(experimentId, number);
  if (trial === null) return;
  const taken = await store.takeTrial(trial.id, "minibatch runs rm", null);
  if (taken !== null) await store.releaseTrial(taken.lease);
}
