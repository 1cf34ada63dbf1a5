/**
 * The experiments of which a worker has fetched a job, each checked once: this version and these data must be the ones
 * that it was begun with.
 */

import { resolve } from "node:path";
import { isFileData } from "minibatch-data/sets";
import type { ExperimentSpec, Json } from "study";
import { canonicalJson } from "study/json";
import type { SetRecord } from "../data/data-options.ts";
import { findOwnFile, type OwnFile, type OwnRows, openOwnFiles, ownFileOf } from "../data/own-files.ts";
import { InputError, NotHereError, UsageError } from "../errors.ts";
import { type ModuleFiles, modulesOf } from "../modules/module-files.ts";
import { CODE_VERSION, describeAttempt } from "../runner/attempt-environment.ts";
import { loadContents } from "../runner/experiment-contents.ts";
import { withRetries } from "../runner/with-retries.ts";
import type { ExperimentRecord, LabStore } from "../store/store.ts";
import type { TrainingSets } from "../training/training-data.ts";
import type { SetLibrary } from "./set-library.ts";

export interface WorkExperiment {
  readonly record: ExperimentRecord;
  readonly spec: ExperimentSpec;
  readonly sets: TrainingSets;
  readonly modules: ModuleFiles | null;
  readonly environment: Json;
}

/** What a worker has on its own disk. */
export interface WorkPlace {
  /** where modules that experiments name are looked for; null: they are others' business */
  readonly moduleFolder: string | null;
  /** files that whoever starts the worker has read already */
  readonly known: OwnRows | null;
}

export class WorkExperiments {
  readonly #store: LabStore;
  readonly #library: SetLibrary;
  readonly #folder: string | null;
  readonly #onMet: (record: ExperimentRecord) => void;
  readonly #known: OwnRows | null;
  readonly #met = new Map<number, Promise<WorkExperiment | null>>();

  constructor(
    store: LabStore,
    library: SetLibrary,
    { moduleFolder, known }: WorkPlace,
    onMet: (record: ExperimentRecord) => void,
  ) {
    this.#store = store;
    this.#library = library;
    this.#folder = moduleFolder;
    this.#onMet = onMet;
    this.#known = known;
  }

  /**
   * Null if it has been removed. Throws UsageError if another version began it, InputError if its data or modules
   * differ from this machine's, NotHereError if this machine has none, and what loading them throws.
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
    const modules = this.#findModules(record, spec);
    const own = await this.#readFile(record.name, spec);
    const start = await this.#readStart(record.name, spec);
    const load = (names: Parameters<SetLibrary["load"]>[0]) => this.#library.load(names);
    const { sets, record: here } = await loadContents(spec, own, load, modules, start);
    checkData(record, here);
    this.#onMet(record);
    return { record, spec, sets, modules, environment: await describeAttempt(spec.numerics) };
  }

  /** What a store names is run only where whoever started this worker said that it may be, and lies there already. */
  #findModules({ name }: ExperimentRecord, spec: ExperimentSpec): ModuleFiles | null {
    if (spec.model !== null) return null;
    const { module } = spec.training;
    if (this.#folder === null) {
      throw new NotHereError(
        `${name} is left to other workers: it is trained by its own module ${module}, and this one runs none; name ` +
          "the folder in which it lies with --experiments",
      );
    }
    try {
      return modulesOf(spec, this.#folder);
    } catch (error) {
      if (!(error instanceof NotHereError)) throw error;
      throw new NotHereError(
        `${name} is left to other workers: its own module ${module} is not in ${this.#folder}; name the folder in ` +
          "which it lies with --experiments",
      );
    }
  }

  /** The network that its trainings begin with, as the store has kept it, or from this machine's disk. */
  async #readStart(experiment: string, spec: ExperimentSpec): Promise<Uint8Array | null> {
    if (spec.model === null || spec.start === undefined) return null;
    const { model, sha256 } = spec.start;
    const kept = await withRetries(() => this.#store.readBlob(sha256));
    const here = resolve(this.#folder ?? ".", model);
    const bytes = kept ?? findOwnFile(model, sha256, here)?.bytes;
    if (bytes !== undefined) return bytes;
    throw new NotHereError(
      `${experiment} is left to other workers: the store keeps no file of the size of ${model}, and ${here} is not it ` +
        `(SHA-256 ${shorten(sha256)}); name the folder in which it lies with --experiments`,
    );
  }

  /** The rows of its file, as the store has kept them, or from this machine's disk; null where it trains on a set. */
  async #readFile(experiment: string, { data }: ExperimentSpec): Promise<OwnRows | null> {
    if (data === null || !isFileData(data)) return null;
    const hashes = Object.values(data.found.sha256);
    const isKnown =
      this.#known !== null && hashes.every((hash) => this.#known?.files.some(({ sha256 }) => sha256 === hash));
    if (isKnown) return this.#known;
    const files: OwnFile[] = [];
    for (const [name, sha256] of Object.entries(data.found.sha256)) {
      const kept = await withRetries(() => this.#store.readBlob(sha256));
      const here = resolve(this.#folder ?? ".", name);
      const file = kept === null ? findOwnFile(name, sha256, here) : ownFileOf(name, kept, data.format);
      if (file === null) {
        throw new NotHereError(
          `${experiment} is left to other workers: the store keeps no file of the size of ${name}, and ${here} is ` +
            `not it (SHA-256 ${shorten(sha256)}); name the folder in which it lies with --experiments`,
        );
      }
      files.push(file);
    }
    return { frame: (await openOwnFiles(data, files)).frame, preparation: null, untaught: [], files };
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
  const isOfModule = /^\.{1,2}\//.test(file);
  const [where, option] = isOfModule ? ["", "--experiments"] : [` (${here.source})`, "--data"];
  throw new InputError(
    `Cannot work on ${name}: ${file} is ${shorten(here.sha256[file])} here${where}, should be ` +
      `${shorten(data[file])}; give this worker the same files with ${option}`,
  );
}

function shorten(sha256: string | undefined): string {
  return sha256 === undefined ? "missing" : `${sha256.slice(0, 12)}...`;
}
