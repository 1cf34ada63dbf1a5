/**
 * The words of a program while it is encoded: pieces that the WASM kernels run, and products of a BLAS between them.
 */
import { op } from "./opcodes.ts";

/** c = alpha op(a) op(b) + beta c, as Blas.sgemm has it; alpha "descend" is less the step's rate. */
export interface Product {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly M: number;
  readonly N: number;
  readonly K: number;
  readonly alpha: 1 | { readonly descend: Float32Array };
  /** `stride` numbers further on lies the next step's */
  readonly a: { readonly numbers: Float32Array; readonly stride: number };
  readonly lda: number;
  readonly b: Float32Array;
  readonly ldb: number;
  readonly beta: 0 | 1;
  readonly c: Float32Array;
  readonly ldc: number;
}

export type Piece = { readonly words: Int32Array } | { readonly product: Product };

export class Words {
  readonly #pieces: Piece[] = [];
  #words: number[] = [];
  readonly #bits = new DataView(new ArrayBuffer(8));

  /** Operands are integers or addresses; float32 go by `float`, float64 by `...double`. */
  emit(code: number, ...operands: readonly number[]): void {
    this.#words.push(code, ...operands);
  }

  multiply(product: Product): void {
    this.#cut();
    this.#pieces.push({ product });
  }

  /** A float32 as the integer of the same bits. */
  float(value: number): number {
    this.#bits.setFloat32(0, value);
    return this.#bits.getInt32(0);
  }

  /** A float64 as two, the lower half first. */
  double(value: number): [number, number] {
    this.#bits.setFloat64(0, value, true);
    return [this.#bits.getInt32(0, true), this.#bits.getInt32(4, true)];
  }

  /** At least one piece. */
  get(): readonly Piece[] {
    this.#cut(this.#pieces.length === 0);
    return this.#pieces;
  }

  #cut(isOnly = false): void {
    if (this.#words.length === 0 && !isOnly) return;
    this.#pieces.push({ words: Int32Array.from([...this.#words, op.end]) });
    this.#words = [];
  }
}
