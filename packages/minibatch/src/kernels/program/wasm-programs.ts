/** Programs on the WASM kernels: compiled into the arena, run by its team. */
import type { Slices } from "../../data/slices.ts";
import type { Blas, BlasChoice } from "../../plan/blas.ts";
import type { ThreadHost } from "../../plan/thread-host.ts";
import type { SparseScratch } from "../sparse-scratch.ts";
import type { DenseRowsToHold, HeldRows, Programs, RowsToHold, StepPlan, StepProgram } from "../step-plan.ts";
import type { Team } from "../team.ts";
import type { WasmArena } from "../wasm-arena.ts";
import { encodeStep } from "./encode.ts";
import { holdRows } from "./hold-rows.ts";
import type { ProgramPlaces } from "./places.ts";
import type { Piece, Product } from "./words.ts";

/** How an arena's scratch memory is used: a piece for each thread, then what a sparse batch needs. */
export interface ScratchLayout {
  readonly bytesPerThread: number;
  sparse(B: number, I: number): SparseScratch;
  readonly blas: BlasChoice | null;
}

/** The word of the team's state (wasm/team.ts) that is 1 when a number was not finite. */
const NON_FINITE = 192 / 4;

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

  compile(plan: StepPlan): StepProgram {
    const pieces = encodeStep(plan, this.#places(plan));
    let places = this.#put(pieces);
    let generation = this.#generation;
    return {
      run: (steps) => {
        if (generation !== this.#generation) {
          places = this.#put(pieces);
          generation = this.#generation;
        }
        this.#clearNonFinite();
        const { blas } = this.#layout;
        if (blas === null || places.length === 1) return this.#run(places[0], 0, steps, this.threads);
        return this.#runPieces(pieces, places, blas.blas, steps);
      },
    };
  }

  #run(at: number, first: number, end: number, threads: number): number {
    const { exports, team } = this.#arena;
    return exports.run(team, at, first, end, Math.min(threads, this.#team.size), this.#team.maySleep ? 1 : 0);
  }

  /** A number that was not finite is remembered over the pieces of a step, and no longer. */
  #clearNonFinite(): void {
    this.#arena.state[NON_FINITE] = 0;
  }

  /** Step by step, for a BLAS has threads of its own: all but its products is the caller's. */
  #runPieces(pieces: readonly Piece[], places: readonly number[], blas: Blas, steps: number): number {
    blas.setThreads(this.#team.host?.count ?? 1);
    for (let step = 0; step < steps; step++) {
      this.#clearNonFinite();
      for (const [i, piece] of pieces.entries()) {
        if ("product" in piece) multiply(blas, piece.product, step);
        else if (this.#run(places[i], step, step + 1, 1) === step) return step;
      }
    }
    return steps;
  }

  /** The byte offset of each piece; of products, 0. */
  #put(pieces: readonly Piece[]): number[] {
    const { at: begin, bytes } = this.#arena.programs;
    const wanted = pieces.reduce((sum, piece) => sum + ("words" in piece ? piece.words.byteLength : 0), 0);
    if (wanted > bytes) {
      throw new RangeError(
        `Cannot compile a step of ${wanted} bytes: the arena has room for ${bytes}; make the model smaller`,
      );
    }
    if (this.#next + wanted > begin + bytes) {
      this.#generation++;
      this.#next = begin;
    }
    const { buffer } = this.#arena.memory;
    return pieces.map((piece) => {
      if (!("words" in piece)) return 0;
      const at = this.#next;
      new Int32Array(buffer, at, piece.words.length).set(piece.words);
      this.#next += piece.words.byteLength;
      return at;
    });
  }

  #places({ B, layers: [first] }: StepPlan): ProgramPlaces {
    const { scratch } = this.#arena;
    const { bytesPerThread, sparse, blas } = this.#layout;
    const sparsePlaces = sparse(B, first.kind === "dense" ? first.inputs : 0);
    return { scratch, scratchPerThread: bytesPerThread, ...sparsePlaces, blas };
  }
}

function multiply(blas: Blas, product: Product, step: number): void {
  const { transposeA, transposeB, M, N, K, alpha, a, lda, b, ldb, beta, c, ldc } = product;
  const factor = alpha === 1 ? 1 : -alpha.descend.buffer[step * alpha.descend.stride];
  const from = a.stride === 0 ? a.buffer : a.buffer.subarray(step * a.stride);
  const [A, B, C] = [from, b, c] as Float32Array[];
  blas.sgemm(transposeA, transposeB, M, N, K, factor, A, lda, B, ldb, beta, C, ldc);
}
