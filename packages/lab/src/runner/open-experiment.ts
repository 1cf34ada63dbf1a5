/** An experiment's record in the store: a new one, or the one that shall go on, if it is the same to the last value. */

import { isFileData } from "minibatch-data/sets";
import { countTrials, type ExperimentSpec, goalOf, hashSpec, storedMetric } from "study";
import type { SetRecord } from "../data/data-options.ts";
import { UsageError } from "../errors.ts";
import { writeCommand } from "../shell/write-command.ts";
import type { ExperimentRecord, LabStore } from "../store/store.ts";
import { CODE_VERSION } from "./attempt-environment.ts";

/**
 * Throws UsageError when the store has another experiment of this name, or the same on other data or of another
 * version.
 */
export async function openExperiment(
  store: LabStore,
  spec: ExperimentSpec,
  { source, sha256 }: SetRecord,
  files: readonly Uint8Array[] = [],
): Promise<ExperimentRecord> {
  const found = await store.findExperiment(spec.name);
  if (found !== null) {
    checkSame(store, found, spec, sha256);
    return found;
  }
  return store.createExperiment({
    name: spec.name,
    spec,
    specSha256: hashSpec(spec),
    data: sha256,
    synthetic: source === "synthetic",
    codeVersion: CODE_VERSION,
    objective: { metric: storedMetric(spec.objective.metric), goal: goalOf(spec.objective) },
    expectedTrials: countTrials(spec),
    files,
  });
}

function checkSame(store: LabStore, found: ExperimentRecord, spec: ExperimentSpec, data: SetRecord["sha256"]): void {
  const problem = (what: string): UsageError =>
    new UsageError(
      `Cannot go on with ${spec.name}: in ${store.place} it ${what}; give it another name, or remove the old one ` +
        `with: ${writeCommand(["runs", "rm"], [spec.name], ["--store", store.place])}`,
    );
  const changed = changedFile(found.spec, spec);
  if (changed !== null) {
    throw problem(
      `was begun with another ${changed.name}: ${changed.there} there, ${changed.here} here; put the file back as ` +
        "it was",
    );
  }
  if (found.specSha256 !== hashSpec(spec)) {
    throw problem(`has another description (${findDifference(found.spec, spec, "") ?? "of an older form"})`);
  }
  const other = Object.keys({ ...found.data, ...data }).find((file) => found.data[file] !== data[file]);
  if (other !== undefined) {
    const [there, here] = [shorten(found.data[other]), shorten(data[other])];
    throw problem(`was trained on other data (${other} is ${there} there, ${here} here; put it back as it was)`);
  }
  if (found.codeVersion !== CODE_VERSION) {
    throw problem(`was begun by minibatch ${found.codeVersion}, and this is ${CODE_VERSION}, whose figures may differ`);
  }
}

/** The file that is another one than when the experiment began, all else of the description apart. */
function changedFile(there: unknown, here: ExperimentSpec) {
  const earlier = (there as Partial<ExperimentSpec>).data ?? null;
  if (earlier === null || here.data === null || !isFileData(earlier) || !isFileData(here.data)) return null;
  const [old, now] = [earlier.found.sha256, here.data.found.sha256];
  const name = Object.keys(now).find((file) => old[file] !== undefined && old[file] !== now[file]);
  if (name === undefined) return null;
  const show = (sha256: string | undefined): string => `SHA-256 ${sha256?.slice(0, 12)}...`;
  return { name, there: show(old[name]), here: show(now[name]) };
}

function shorten(sha256: string | undefined): string {
  return sha256 === undefined ? "missing" : `${sha256.slice(0, 12)}...`;
}

/** The first place at which two values differ, `repeats: 5 there, 10 here`; null when none does. */
function findDifference(there: unknown, here: unknown, path: string): string | null {
  if (isObject(there) && isObject(here) && Array.isArray(there) === Array.isArray(here)) {
    for (const key of new Set([...Object.keys(there), ...Object.keys(here)])) {
      const difference = findDifference(there[key], here[key], path === "" ? key : `${path}.${key}`);
      if (difference !== null) return difference;
    }
    return null;
  }
  return Object.is(there, here) ? null : `${path}: ${show(there)} there, ${show(here)} here`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`;
}
