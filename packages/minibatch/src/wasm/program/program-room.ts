/** The part of an arena where programs lie, and how they are run there. */
import type { Blas, BlasChoice } from "../../plan/blas.ts";
import type { ThreadGroup } from "../thread-group.ts";
import type { WasmArena } from "../wasm-arena.ts";
import type { Pointer } from "../wasm-exports.ts";
import type { Piece, Product } from "./words.ts";

/** The word of the thread group's state (wasm/threads.ts) that is 1 when a number was not finite. */
const NON_FINITE = 192 / 4;

export class ProgramRoom {
  readonly #arena: WasmArena;
  readonly #group: ThreadGroup;
  readonly #blas: BlasChoice | null;
  #next: Pointer;
  /** increased when the room was full and all programs must be placed again */
  #generation = 0;

  constructor(arena: WasmArena, group: ThreadGroup, blas: BlasChoice | null) {
    this.#arena = arena;
    this.#group = group;
    this.#blas = blas;
    this.#next = arena.programs.at;
  }

  /**
   * Places the pieces. Returns a function that runs so many steps of them and returns how many were done. Throws
   * RangeError where there is no room.
   */
  put(pieces: readonly Piece[]): (steps: number) => number {
    const hasProducts = pieces.some((piece) => "product" in piece);
    let places = this.#place(pieces);
    let generation = this.#generation;
    return (steps) => {
      if (generation !== this.#generation) {
        places = this.#place(pieces);
        generation = this.#generation;
      }
      this.#clearNonFinite();
      if (this.#blas !== null && hasProducts) return this.#runPieces(pieces, places, this.#blas.blas, steps);
      return this.#run(places[0], 0, steps, this.#group.threads);
    };
  }

  #run(at: Pointer, first: number, end: number, threads: number): number {
    const { exports, group } = this.#arena;
    return exports.run(group, at, first, end, Math.min(threads, this.#group.size), this.#group.maySleep ? 1 : 0);
  }

  /** The flag for a number that is not finite lasts for the pieces of one step. */
  #clearNonFinite(): void {
    this.#arena.state[NON_FINITE] = 0;
  }

  /** Step by step: a BLAS has its own threads for its products, and the caller's thread does the rest. */
  #runPieces(pieces: readonly Piece[], places: readonly Pointer[], blas: Blas, steps: number): number {
    blas.setThreads(this.#group.host?.count ?? 1);
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
  #place(pieces: readonly Piece[]): Pointer[] {
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
}

function multiply(blas: Blas, product: Product, step: number): void {
  const { transposeA, transposeB, M, N, K, alpha, a, lda, b, ldb, beta, c, ldc } = product;
  const factor = alpha === 1 ? 1 : -alpha.descend[step];
  const A = a.stride === 0 ? a.numbers : a.numbers.subarray(step * a.stride);
  blas.sgemm(transposeA, transposeB, M, N, K, factor, A, lda, b, ldb, beta, c, ldc);
}
