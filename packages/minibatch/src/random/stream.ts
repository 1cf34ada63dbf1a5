/**
 * A stream of random numbers with a name: the same name gives the same numbers anywhere, so streams need not be passed
 * around.
 */
import { SpecError } from "../errors.ts";
import { encryptCounter } from "./philox.ts";

/** Streams of different purposes share no number. The order is part of every result: append only. */
const PURPOSES = ["init", "shuffle", "dropout", "split", "data", "bootstrap", "search", "noise", "augment"] as const;

/** What a stream of random numbers is for. */
export type Purpose = (typeof PURPOSES)[number];

/** A source of random numbers, as `createStream` makes it; every sampler takes one. */
export interface Stream {
  /** the next integer of 0 .. 2^32 - 1 */
  nextUint32(): number;
  /** the next number of [0, 1), a multiple of 2^-53; takes two integers */
  nextFloat(): number;
}

const WORD = 0x1_0000_0000; // 2^32
const TWO_26 = 0x400_0000;
const TWO_MINUS_53 = 1.1102230246251565e-16;

/** Philox blocks in the order of their number. */
class PhiloxStream implements Stream {
  readonly #key0: number;
  readonly #key1: number;
  /** block number, index0, index1, purpose */
  readonly #counter: Uint32Array;
  readonly #block: Uint32Array = new Uint32Array(4);
  #used = 4;

  constructor(key0: number, key1: number, counter: Uint32Array) {
    this.#key0 = key0;
    this.#key1 = key1;
    this.#counter = counter;
  }

  nextUint32(): number {
    if (this.#used === 4) {
      encryptCounter(this.#counter, this.#key0, this.#key1, this.#block);
      this.#counter[0]++; // after 2^34 integers it would start again; no tensor of ours is that long
      this.#used = 0;
    }
    return this.#block[this.#used++];
  }

  nextFloat(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * TWO_26 + low) * TWO_MINUS_53;
  }
}

/**
 * The stream of a seed (an integer of 0 .. 2^53 - 1) for a purpose and two indices (integers of 0 .. 2^32 - 1), such as
 * epoch and batch: any batch of any epoch is drawn without drawing those before it. Throws SpecError for a seed or
 * index out of range.
 */
export function createStream(seed: number, purpose: Purpose, index0 = 0, index1 = 0): Stream {
  checkInteger("seed", seed, Number.MAX_SAFE_INTEGER);
  checkInteger("index0", index0, WORD - 1);
  checkInteger("index1", index1, WORD - 1);
  const purposeWord = PURPOSES.indexOf(purpose);
  if (purposeWord === -1) {
    throw new SpecError(
      "purpose",
      `Cannot create a random stream: it is ${purpose}; use one of ${PURPOSES.join(", ")}`,
    );
  }
  return new PhiloxStream((seed % WORD) | 0, Math.floor(seed / WORD), Uint32Array.of(0, index0, index1, purposeWord));
}

function checkInteger(path: string, value: number, largest: number): void {
  if (!Number.isInteger(value) || value < 0 || value > largest) {
    throw new SpecError(path, `Cannot create a random stream: it is ${value}; use an integer of 0 to ${largest}`);
  }
}
