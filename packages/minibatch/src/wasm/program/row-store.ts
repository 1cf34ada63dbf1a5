/** The data sets that lie in an arena, one above the other, beyond what it was made for. */
import type { Slices } from "../../data/slices.ts";
import type { WasmArena } from "../wasm-arena.ts";
import { type CompressedSource, type DenseSource, makeResident, type ResidentRows } from "./resident-rows.ts";

export class RowStore {
  readonly #arena: WasmArena;
  readonly #resident: ResidentRows[] = [];
  readonly #released = new Set<ResidentRows>();

  constructor(arena: WasmArena) {
    this.#arena = arena;
  }

  /** Keeps rows for a layer of so many units, or null where the memory cannot grow. */
  *add(rows: CompressedSource | DenseSource, units: number): Slices<ResidentRows | null> {
    const resident = yield* makeResident(this.#arena, rows, units);
    if (resident !== null) this.#resident.push(resident);
    return resident;
  }

  release(rows: ResidentRows): void {
    this.#released.add(rows);
    // memory is given back from its end: what lies below others waits until they are released
    for (;;) {
      const last = this.#resident.at(-1);
      if (last === undefined || !this.#released.delete(last)) return;
      this.#resident.pop();
      this.#arena.retreat(last.at);
    }
  }
}
