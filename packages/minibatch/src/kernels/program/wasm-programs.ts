/** Programs on the WASM kernels: compiled into the arena, run by its team. */
import type { SparseScratch } from "../sparse-scratch.ts";
import type { HeldRows, Programs, RowsToHold, StepPlan, StepProgram } from "../step-plan.ts";
import type { Team } from "../team.ts";
import type { ThreadHost } from "../thread-host.ts";
import type { WasmArena } from "../wasm-arena.ts";
import { encodeStep } from "./encode.ts";
import { holdRows } from "./hold-rows.ts";
import type { ProgramPlaces } from "./places.ts";

/** How an arena's scratch memory is used: a piece for each thread, then what a sparse batch needs. */
export interface ScratchLayout {
  readonly bytesPerThread: number;
  sparse(B: number, I: number): SparseScratch;
}

export class WasmPrograms implements Programs {
  threads = 1;
  readonly #arena: WasmArena;
  readonly #team: Team;
  readonly #layout: ScratchLayout;
  readonly #held: HeldRows[] = [];
  readonly #released = new Set<HeldRows>();
  #next: number;
  /** moves on when the room for programs was full and all must be put there again */
  #generation = 0;

  constructor(arena: WasmArena, team: Team, layout: ScratchLayout) {
    this.#arena = arena;
    this.#team = team;
    this.#layout = layout;
    this.#next = arena.programs.at;
  }

  get host(): ThreadHost | null {
    return this.#team.host;
  }

  get enlisted(): number {
    return this.#team.size;
  }

  enlist(threads: number): Promise<void> {
    return this.#team.enlist(threads);
  }

  hold(rows: RowsToHold, units: number): HeldRows | null {
    const held = holdRows(this.#arena, rows, units);
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
      this.#arena.retreat(last.entriesAt);
    }
  }

  compile(plan: StepPlan): StepProgram {
    let at = this.#place(plan);
    let generation = this.#generation;
    const { exports, team } = this.#arena;
    return {
      run: (steps) => {
        if (generation !== this.#generation) {
          at = this.#place(plan);
          generation = this.#generation;
        }
        return exports.run(team, at, steps, Math.min(this.threads, this.#team.size), this.#team.maySleep ? 1 : 0);
      },
    };
  }

  #place(plan: StepPlan): number {
    const constants: number[] = [];
    const { at: begin, bytes } = this.#arena.programs;
    const first = this.#next;
    // constants come before the words; their number is known only when these are
    const write = (from: number): { words: Int32Array; at: number } => {
      constants.length = 0;
      const words = encodeStep(
        plan,
        this.#places(plan, (limit, slack) => from + 8 * (constants.push(limit, slack) - 2)),
      );
      return { words, at: from + 8 * constants.length };
    };
    let { words, at } = write(first);
    if (at + words.byteLength > begin + bytes) {
      this.#generation++;
      ({ words, at } = write(begin));
      if (at + words.byteLength > begin + bytes) {
        throw new RangeError(`Cannot compile a step of ${words.length} words: the arena has room for ${bytes >> 2}`);
      }
    }
    const { buffer } = this.#arena.memory;
    new Float64Array(buffer, at - 8 * constants.length, constants.length).set(constants);
    new Int32Array(buffer, at, words.length).set(words);
    this.#next = Math.ceil((at + words.byteLength) / 8) * 8;
    return at;
  }

  #places({ B, layers: [first] }: StepPlan, constants: ProgramPlaces["constants"]): ProgramPlaces {
    const { scratch } = this.#arena;
    const { bytesPerThread, sparse } = this.#layout;
    const { index, entries, runs } = sparse(B, first.kind === "dense" ? first.inputs : 0);
    return { scratch, scratchPerThread: bytesPerThread, index, entries, runs, constants };
  }
}
