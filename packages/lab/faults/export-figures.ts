/** What two sweeps must have in common, to the last bit: everything of every trial but times and attempts. */
import { deepStrictEqual } from "node:assert";
import { runMinibatch } from "../test/run-minibatch.ts";

const MOST_LINES = 20;

interface ExportedTrial {
  readonly trial: number;
  readonly status: string;
  readonly attempts: number;
  readonly seconds: number;
  readonly metrics: Readonly<Record<string, readonly (number | null)[]>>;
  readonly weightsSha256: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

export async function exportTrials(experiment: string, store: string): Promise<ExportedTrial[]> {
  const { code, stdout, stderr } = await runMinibatch([
    "runs",
    "export",
    experiment,
    "--store",
    store,
    "--format",
    "jsonl",
  ]);
  if (code !== 0) throw new Error(`Cannot export ${experiment} from ${store}: ${stderr.trim()}`);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as ExportedTrial);
}

/** Null when both have the same trials with the same figures and hashes; else where they differ first. */
export function findDifference(first: readonly ExportedTrial[], second: readonly ExportedTrial[]): string | null {
  try {
    deepStrictEqual(first.map(withoutTimes), second.map(withoutTimes));
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.split("\n").slice(0, MOST_LINES).join("\n");
  }
}

function withoutTimes(trial: ExportedTrial) {
  return { ...trial, attempts: 0, seconds: 0, startedAt: null, endedAt: null };
}
