/** Packs by LZMA for `../lzma.ts`. Tokens are chosen by their cost, which is learnt from earlier passes. */
import { after, beginning, codeToken, PLACES, type BitSink, type Token } from "./lzma-model.ts";
import { cheapestTokens, type Prices } from "./lzma-parse.ts";

/** More passes gain nothing. */
const PASSES = 8;

/** The shortest of some passes' results, in the form that `decode` of `../lzma.ts` takes. */
export function encodeLzma(data: Uint8Array): Uint8Array {
  let prices: Prices = { zero: new Float64Array(PLACES).fill(1), one: new Float64Array(PLACES).fill(1) };
  let best: Uint8Array | null = null;
  for (let pass = 0; pass < PASSES; pass++) {
    const coder = new RangeCoder();
    let past = beginning;
    let at = 0;
    for (const token of cheapestTokens(data, prices)) {
      codeToken(coder, data, at, past, token);
      past = after(past, token);
      at += lengthOf(token);
    }
    const bytes = coder.finish();
    if (best === null || bytes.length < best.length) best = bytes;
    prices = coder.prices();
  }
  return best!;
}

function lengthOf(token: Token): number {
  return token.kind === "literal" || token.kind === "short" ? 1 : token.length;
}

/** Writes bits by their probabilities, and keeps account of what they cost. */
class RangeCoder implements BitSink {
  readonly #probabilities = new Uint16Array(PLACES).fill(1024);
  readonly #cost = [new Float64Array(PLACES), new Float64Array(PLACES)] as const;
  readonly #count = [new Float64Array(PLACES), new Float64Array(PLACES)] as const;
  readonly #out: number[] = [];
  #low = 0;
  #range = 0xffffffff;
  /** the last byte, which a carry may still change, and the 0xff bytes after it, through which the carry would run */
  #held = 0;
  #heldCount = 1;

  bit(at: number, one: number): void {
    const p = this.#probabilities[at]!;
    const bound = (this.#range >>> 11) * p;
    const side = one === 0 ? 0 : 1;
    this.#cost[side][at]! -= Math.log2((one === 0 ? p : 2048 - p) / 2048);
    this.#count[side][at]!++;
    if (one === 0) {
      this.#range = bound;
      this.#probabilities[at] = p + ((2048 - p) >>> 4);
    } else {
      this.#low += bound;
      this.#range -= bound;
      this.#probabilities[at] = p - (p >>> 4);
    }
    this.#normalize();
  }

  direct(value: number, count: number): void {
    for (let i = count - 1; i >= 0; i--) {
      this.#range >>>= 1;
      if ((value >>> i) & 1) this.#low += this.#range;
      this.#normalize();
    }
  }

  finish(): Uint8Array {
    for (let i = 0; i < 5; i++) this.#shift();
    return Uint8Array.from(this.#out);
  }

  /** Mean cost in bits of each value at each place; what did not occur costs as much as at first, and a little more. */
  prices(): Prices {
    const mean = (side: 0 | 1): Float64Array =>
      this.#cost[side].map((cost, at) => (cost + (side === 0 ? this.#unseen(at, 0) : this.#unseen(at, 1))) / (this.#count[side][at]! + 1));
    return { zero: mean(0), one: mean(1) };
  }

  #unseen(at: number, side: 0 | 1): number {
    const p = this.#probabilities[at]!;
    return -Math.log2((side === 0 ? p : 2048 - p) / 2048);
  }

  #normalize(): void {
    if (this.#range >= 0x1000000) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#shift();
  }

  #shift(): void {
    if (this.#low < 0xff000000 || this.#low >= 2 ** 32) {
      const carry = this.#low >= 2 ** 32 ? 1 : 0;
      for (let byte = this.#held; this.#heldCount > 0; this.#heldCount--, byte = 0xff) this.#out.push((byte + carry) & 0xff);
      this.#held = Math.floor(this.#low / 0x1000000) & 0xff;
    }
    this.#heldCount++;
    this.#low = (this.#low % 0x1000000) * 256;
  }
}
