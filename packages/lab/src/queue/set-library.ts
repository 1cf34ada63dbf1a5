/** Data sets, loaded when the first experiment asks for them and then kept: all threads share one copy. */
import type { SetRecord } from "../training/load-training-sets.ts";
import type { TrainingSets } from "../training/training-data.ts";

type SetName = keyof TrainingSets;

export interface LoadedSets {
  readonly sets: TrainingSets;
  readonly records: Readonly<Partial<Record<SetName, SetRecord>>>;
}

export class SetLibrary {
  readonly #load: (names: ReadonlySet<SetName>) => Promise<LoadedSets>;
  readonly #loaded = new Map<SetName, Promise<LoadedSets>>();

  /** `load` gives those that are named. */
  constructor(load: (names: ReadonlySet<SetName>) => Promise<LoadedSets>) {
    this.#load = load;
  }

  /** Those that are named; the others are null. */
  async load(names: ReadonlySet<SetName>): Promise<LoadedSets> {
    const found = new Map<SetName, LoadedSets>();
    for (const name of names) found.set(name, await this.#one(name));
    return {
      sets: {
        mnist: found.get("mnist")?.sets.mnist ?? null,
        sequences: found.get("sequences")?.sets.sequences ?? null,
      },
      records: Object.assign({}, ...[...found.values()].map(({ records }) => records)) as LoadedSets["records"],
    };
  }

  #one(name: SetName): Promise<LoadedSets> {
    const loading = this.#loaded.get(name) ?? this.#load(new Set([name]));
    this.#loaded.set(name, loading);
    return loading;
  }
}
