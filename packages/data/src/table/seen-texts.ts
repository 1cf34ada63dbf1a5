/** Codes of texts that stand in a longer one, without cutting them out: what comes again is known by sight. */

/** A power of two; a few bytes each. Categories of more texts find the others as before. */
const PLACES = 2 ** 17;

/** Places that are looked at for one text: texts chosen so that their hashes meet must not take longer. */
const MOST_PROBES = 8;

export class SeenTexts {
  readonly #text: string;
  readonly #columns = new Int32Array(PLACES).fill(-1);
  readonly #starts = new Int32Array(PLACES);
  readonly #ends = new Int32Array(PLACES);
  readonly #codes = new Int32Array(PLACES);
  /** where the text that was looked for last may be kept; -1 where there is no room */
  #free = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** The code that was kept for this column and the characters from `start` to `end`; -1 where none was. */
  find(column: number, start: number, end: number): number {
    const home = this.#hash(column, start, end);
    for (let probe = 0; probe < MOST_PROBES; probe++) {
      const place = (home + probe) & (PLACES - 1);
      if (this.#columns[place] === -1) {
        this.#free = place;
        return -1;
      }
      if (this.#columns[place] === column && this.#isSame(place, start, end)) return this.#codes[place]!;
    }
    this.#free = -1;
    return -1;
  }

  /** Keeps the code of what `find` has just looked for, and not found. */
  keep(column: number, start: number, end: number, code: number): void {
    const place = this.#free;
    if (place === -1) return;
    this.#columns[place] = column;
    this.#starts[place] = start;
    this.#ends[place] = end;
    this.#codes[place] = code;
    this.#free = -1;
  }

  /** FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo), its upper bits folded onto the lower ones. */
  #hash(column: number, start: number, end: number): number {
    const text = this.#text;
    let hash = Math.imul(0x811c9dc5 ^ column, 0x01000193);
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return hash ^ (hash >>> 15);
  }

  #isSame(place: number, start: number, end: number): boolean {
    const text = this.#text;
    let at = this.#starts[place]!;
    if (this.#ends[place]! - at !== end - start) return false;
    for (let i = start; i < end; i++) if (text.charCodeAt(at++) !== text.charCodeAt(i)) return false;
    return true;
  }
}
