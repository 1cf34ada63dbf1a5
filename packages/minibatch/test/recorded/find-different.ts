/**
 * Runs recorded trainings wherever it is called, through the public door alone, and tells which gave something else.
 */
import type { Numerics, ThreadHost } from "minibatch";
import { eagerly } from "../eager-threads.ts";
import type { RecordedTraining } from "./recorded-training.ts";
import { runTraining } from "./run-training.ts";

export interface Different {
  /** names of trainings */
  readonly differ: readonly string[];
  /** of how many */
  readonly compared: number;
  /** threads that came in all of them, beside the caller's */
  readonly started: number;
}

export async function findDifferent(
  trainings: readonly RecordedTraining[],
  numerics: Numerics,
  openThreads: () => ThreadHost | null,
): Promise<Different> {
  const differ: string[] = [];
  let started = 0;
  for (const training of trainings) {
    const host = openThreads();
    const threads = host === null ? null : eagerly(host);
    const outcome = await runTraining(training, { numerics, sha256, ...(threads && { threads }) });
    started += threads?.started() ?? 0;
    if (JSON.stringify(outcome) !== JSON.stringify(training[numerics])) differ.push(training.name);
  }
  return { differ, compared: trainings.length, started };
}

/** By what Node and pages both have. */
async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
