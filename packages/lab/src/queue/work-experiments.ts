/**
 * The experiments of which a worker has fetched a job, each checked once: this version and these data must be the ones
 * that it was begun with.
 */

import type { ExperimentSpec, Json } from "study";
import { canonicalJson } from "study/json";
import type { SetRecord } from "../data/data-options.ts";
import { InputError, UsageError } from "../errors.ts";
import { CODE_VERSION, describeAttempt } from "../runner/attempt-environment.ts";
import { dataSetsOf, mergeRecords } from "../runner/data-sets-of.ts";
import { withRetries } from "../runner/with-retries.ts";
import type { ExperimentRecord, LabStore } from "../store/store.ts";
import type { TrainingSets } from "../training/training-data.ts";
import type { SetLibrary } from "./set-library.ts";

export interface WorkExperiment {
  readonly record: ExperimentRecord;
  readonly spec: ExperimentSpec;
  readonly sets: TrainingSets;
  readonly environment: Json;
}

export class WorkExperiments {
  readonly #store: LabStore;
  readonly #library: SetLibrary;
  readonly #onMet: (record: ExperimentRecord) => void;
  readonly #met = new Map<number, Promise<WorkExperiment | null>>();

  constructor(store: LabStore, library: SetLibrary, onMet: (record: ExperimentRecord) => void) {
    this.#store = store;
    this.#library = library;
    this.#onMet = onMet;
  }

  /**
   * Null if it has been removed. Throws UsageError if another version began it, InputError if its data differ from this
   * machine's, and what loading them throws.
   */
  open(id: number): Promise<WorkExperiment | null> {
    const met = this.#met.get(id) ?? this.#open(id);
    this.#met.set(id, met);
    return met;
  }

  async #open(id: number): Promise<WorkExperiment | null> {
    const record = await withRetries(() => this.#store.findExperimentById(id));
    if (record === null) return null;
    const spec = specOf(record);
    if (record.codeVersion !== CODE_VERSION) {
      throw new UsageError(
        `Cannot work on ${record.name}: it was begun by minibatch ${record.codeVersion}, and this is ` +
          `${CODE_VERSION}, whose figures may differ; start a worker of that version`,
      );
    }
    const { sets, records } = await this.#library.load(dataSetsOf(spec));
    checkData(record, mergeRecords(records));
    this.#onMet(record);
    return { record, spec, sets, environment: await describeAttempt(spec.numerics) };
  }
}

function specOf({ name, spec }: ExperimentRecord): ExperimentSpec {
  if (spec.kind === "sweep") return spec as ExperimentSpec;
  throw new UsageError(`Cannot work on ${name}: it is a ${spec.kind}, should be a sweep; this version cannot train it`);
}

function checkData({ name, data, synthetic }: ExperimentRecord, here: SetRecord): void {
  if (canonicalJson(data) === canonicalJson(here.sha256)) return;
  if (synthetic !== (here.source === "synthetic")) {
    throw new InputError(
      synthetic
        ? `Cannot work on ${name}: its data are SYNTHETIC, and this worker has the original files; submit it anew ` +
            "from a machine that has them, or call this worker with --offline and --data of an empty folder"
        : `Cannot work on ${name}: its data are the original files, and this worker has SYNTHETIC ones; give it ` +
            "the files with --data",
    );
  }
  const file = Object.keys({ ...data, ...here.sha256 }).find((key) => data[key] !== here.sha256[key])!;
  throw new InputError(
    `Cannot work on ${name}: ${file} is ${shorten(here.sha256[file])} here (${here.source}), should be ` +
      `${shorten(data[file])}; give this worker the same files with --data`,
  );
}

function shorten(sha256: string | undefined): string {
  return sha256 === undefined ? "missing" : `${sha256.slice(0, 12)}...`;
}
