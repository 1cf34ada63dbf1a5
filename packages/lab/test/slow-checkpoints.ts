/**
 * A store whose checkpoints take a while, and with them the epochs of small trainings: a word to stop then comes in the
 * middle of one.
 */
import { setTimeout } from "node:timers/promises";
import type { LabStore } from "../src/store/store.ts";

export function slowCheckpoints(store: LabStore): LabStore {
  return {
    ...store,
    async saveCheckpoint(...checkpoint) {
      await setTimeout(20);
      return store.saveCheckpoint(...checkpoint);
    },
  };
}
