/** The words of a program while it is written. */
import type { Staged } from "../step-plan.ts";

interface Buffer {
  readonly byteOffset: number;
  readonly BYTES_PER_ELEMENT: number;
}

export class Words {
  readonly #words: number[] = [];
  readonly #bits = new DataView(new ArrayBuffer(4));

  /** Operands are integers or addresses; float32 go by `float`, what moves with the step by `...moving(...)`. */
  emit(code: number, ...operands: readonly number[]): void {
    this.#words.push(code, ...operands);
  }

  /** A float32 as the integer of the same bits. */
  float(value: number): number {
    this.#bits.setFloat32(0, value);
    return this.#bits.getInt32(0);
  }

  get(): Int32Array {
    return Int32Array.from(this.#words);
  }
}

/** An address and how many bytes further on the next step's lies. */
export function moving({ buffer, stride }: Staged<Buffer>): [number, number] {
  return [buffer.byteOffset, stride * buffer.BYTES_PER_ELEMENT];
}

/** The same where nothing moves. */
export function still(buffer: Buffer): [number, number] {
  return [buffer.byteOffset, 0];
}
