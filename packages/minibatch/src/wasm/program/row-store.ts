/** The data sets that an arena holds, one above the other beyond what it was made for. */
import type { Slices } from "../../data/slices.ts";
import type { WasmArena } from "../wasm-arena.ts";
import { type DenseRowsToHold, type HeldRows, holdRows, type RowsToHold } from "./resident-rows.ts";

export class RowStore {
  readonly #arena: WasmArena;
  readonly #held: HeldRows[] = [];
  readonly #released = new Set<HeldRows>();

  constructor(arena: WasmArena) {
    this.#arena = arena;
  }

  /** Keeps rows for a layer of so many units, or null where the memory cannot grow. */
  *hold(rows: RowsToHold | DenseRowsToHold, units: number): Slices<HeldRows | null> {
    const held = yield* holdRows(this.#arena, rows, units);
    if (held !== null) this.#held.push(held);
    return held;
  }

  release(rows: HeldRows): void {
    this.#released.add(rows);
    // what lies above others goes when they do not need it: memory is given back from its end
    for (;;) {
      const last = this.#held.at(-1);
      if (last === undefined || !this.#released.delete(last)) return;
      this.#held.pop();
      this.#arena.retreat(last.at);
    }
  }
}
