/** Finds the cheapest way to write data as tokens, at given prices: dynamic programming from the front. */
import {
  after, beginning, type BitSink, codeDistance, codeLength, codeLiteral, codeWhich, IS_MATCH, IS_REP, LENGTHS, LONGEST,
  type Past, REP_LENGTHS, type Token,
} from "./lzma-model.ts";

/** What a bit costs, by its place. */
export interface Prices {
  readonly zero: Float64Array;
  readonly one: Float64Array;
}

/** For each place only the cheapest past is kept, which is the best in nearly all cases. */
export function cheapestTokens(data: Uint8Array, prices: Prices): Token[] {
  const cost = new Float64Array(data.length + 1).fill(Number.POSITIVE_INFINITY);
  const lastToken: Token[] = [];
  const from = new Int32Array(data.length + 1);
  const pasts: Past[] = [];
  const meter = new Meter(prices);
  const lengthCosts = [LENGTHS, REP_LENGTHS].map((lengths) =>
    Array.from({ length: LONGEST + 1 }, (_, length) => (length < 2 ? 0 : meter.of((sink) => codeLength(sink, lengths, length)))),
  );
  const nearest = new MatchFinder(data);
  cost[0] = 0;
  for (let at = 0; at < data.length; at++) {
    const past = at === 0 ? beginning : after(pasts[from[at]!]!, lastToken[at]!);
    pasts[at] = past;
    const { state, distances } = past;
    const reach = (length: number, price: number, token: () => Token): void => {
      if (cost[at]! + price >= cost[at + length]!) return;
      cost[at + length] = cost[at]! + price;
      lastToken[at + length] = token();
      from[at + length] = at;
    };
    reach(1, meter.of((sink) => {
      sink.bit(IS_MATCH + state, 0);
      codeLiteral(sink, data, at, past);
    }), () => ({ kind: "literal" }));
    const repeat = prices.one[IS_MATCH + state]! + prices.one[IS_REP + state]!;
    for (const [index, distance] of distances.entries()) {
      const longest = commonLength(data, at, distance);
      if (longest === 0) continue;
      if (index === 0) {
        reach(1, repeat + meter.of((sink) => codeWhich(sink, state, 0, true)), () => ({ kind: "short" }));
      }
      const which = repeat + meter.of((sink) => codeWhich(sink, state, index, false));
      for (let length = 2; length <= longest; length++) {
        reach(length, which + lengthCosts[1]![length]!, () => ({ kind: "rep", index, length }));
      }
    }
    const fresh = prices.one[IS_MATCH + state]! + prices.zero[IS_REP + state]!;
    let length = 2;
    for (const match of nearest.at(at)) {
      const { distance } = match;
      const far = [2, 3, 4, 5].map((short) => meter.of((sink) => codeDistance(sink, distance, short)));
      for (; length <= match.length; length++) {
        const exact = length;
        const price = fresh + lengthCosts[0]![length]! + far[Math.min(length, 5) - 2]!;
        reach(length, price, () => ({ kind: "match", distance, length: exact }));
      }
    }
  }
  const tokens: Token[] = [];
  for (let at = data.length; at > 0; at = from[at]!) tokens.push(lastToken[at]!);
  return tokens.reverse();
}

/** Sums up what bits cost. */
class Meter implements BitSink {
  readonly #prices: Prices;
  #sum = 0;

  constructor(prices: Prices) {
    this.#prices = prices;
  }

  of(code: (sink: BitSink) => void): number {
    this.#sum = 0;
    code(this);
    return this.#sum;
  }

  bit(at: number, one: number): void {
    this.#sum += one === 0 ? this.#prices.zero[at]! : this.#prices.one[at]!;
  }

  direct(_value: number, count: number): void {
    this.#sum += count;
  }
}

function commonLength(data: Uint8Array, at: number, distance: number): number {
  if (distance > at) return 0;
  const most = Math.min(LONGEST, data.length - at);
  let length = 0;
  while (length < most && data[at + length] === data[at + length - distance]) length++;
  return length;
}

interface Match {
  readonly distance: number;
  readonly length: number;
}

/** Earlier places that begin with the same two bytes, the latest first. */
class MatchFinder {
  readonly #data: Uint8Array;
  readonly #latest = new Int32Array(65536).fill(-1);
  readonly #before: Int32Array;

  constructor(data: Uint8Array) {
    this.#data = data;
    this.#before = new Int32Array(data.length).fill(-1);
  }

  /** The shortest distance of a match of every length, longer ones last. To be called for every place in order. */
  at(at: number): Match[] {
    const data = this.#data;
    const found: Match[] = [];
    if (at + 1 >= data.length) return found;
    const key = data[at]! * 256 + data[at + 1]!;
    let longest = 1;
    for (let place = this.#latest[key]!; place !== -1 && longest < LONGEST; place = this.#before[place]!) {
      if (data[place + longest] !== data[at + longest]) continue;
      const length = commonLength(data, at, at - place);
      if (length > longest) {
        longest = length;
        found.push({ distance: at - place, length });
      }
    }
    this.#before[at] = this.#latest[key]!;
    this.#latest[key] = at;
    return found;
  }
}
