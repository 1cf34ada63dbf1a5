/** The words of a program while it is written: pieces that the WASM kernels run, and between them products of a BLAS. */
import type { FloatArray } from "../kernels.ts";
import type { Staged } from "../step-plan.ts";
import { op } from "./opcodes.ts";

interface Buffer {
  readonly byteOffset: number;
  readonly BYTES_PER_ELEMENT: number;
}

/** c = alpha op(a) op(b) + beta c, as Blas.sgemm has it; `a` moves with the step; alpha "descend" is less the step's rate. */
export interface Product {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly M: number;
  readonly N: number;
  readonly K: number;
  readonly alpha: 1 | { readonly descend: Staged<FloatArray> };
  readonly a: Staged<FloatArray>;
  readonly lda: number;
  readonly b: FloatArray;
  readonly ldb: number;
  readonly beta: 0 | 1;
  readonly c: FloatArray;
  readonly ldc: number;
}

export type Piece = { readonly words: Int32Array } | { readonly product: Product };

export class Words {
  readonly #pieces: Piece[] = [];
  #words: number[] = [];
  readonly #bits = new DataView(new ArrayBuffer(8));

  /** Operands are integers or addresses; float32 go by `float`, float64 by `...double`, what moves by `...moving(...)`. */
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

  get(): readonly Piece[] {
    this.#cut();
    return this.#pieces;
  }

  #cut(): void {
    if (this.#words.length === 0) return;
    this.#pieces.push({ words: Int32Array.from([...this.#words, op.end]) });
    this.#words = [];
  }
}

/** An address and how many bytes further on the next step's lies. */
export function moving({ buffer, stride }: Staged<Buffer>): [number, number] {
  return [buffer.byteOffset, stride * buffer.BYTES_PER_ELEMENT];
}
