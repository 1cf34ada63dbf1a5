/** Data sets, loaded when an experiment first needs them, then kept: all threads share one copy. */
import type { SetName } from "minibatch-data/sets";
import type { LoadedSets } from "../runner/data-sets-of.ts";
import type { TrainingSets } from "../training/training-data.ts";

export class SetLibrary {
  readonly #load: (names: ReadonlySet<SetName>) => Promise<LoadedSets>;
  readonly #loaded = new Map<SetName, Promise<LoadedSets>>();

  /** `load` loads the named ones. */
  constructor(load: (names: ReadonlySet<SetName>) => Promise<LoadedSets>) {
    this.#load = load;
  }

  /** The named data sets. */
  async load(names: ReadonlySet<SetName>): Promise<LoadedSets> {
    const found: LoadedSets[] = [];
    for (const name of names) found.push(await this.#one(name));
    return {
      sets: Object.assign({}, ...found.map(({ sets }) => sets)) as TrainingSets,
      records: Object.assign({}, ...found.map(({ records }) => records)) as LoadedSets["records"],
    };
  }

  #one(name: SetName): Promise<LoadedSets> {
    const loading = this.#loaded.get(name) ?? this.#load(new Set([name]));
    this.#loaded.set(name, loading);
    return loading;
  }
}
