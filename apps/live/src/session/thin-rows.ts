/**
 * Rows of figures, thinned: when there are more than a screen shows, every other one is dropped and from then on only
 * every second is kept, then every fourth. So hours take no more memory than minutes. The newest row is always there.
 */
export class ThinRows {
  readonly #width: number;
  readonly #most: number;
  /** row after row */
  #numbers: number[] = [];
  #stride = 1;
  #count = 0;
  #newest: readonly number[] | null = null;

  /** `most`: rows that are kept, an even number */
  constructor(width: number, most: number) {
    this.#width = width;
    this.#most = most;
  }

  get rows(): number {
    return this.#numbers.length / this.#width + (this.#newest === null ? 0 : 1);
  }

  push(row: readonly number[]): void {
    if (this.#count++ % this.#stride !== 0) {
      this.#newest = row;
      return;
    }
    this.#newest = null;
    this.#numbers.push(...row);
    if (this.#numbers.length / this.#width >= this.#most) this.#halve(row);
  }

  /** [rows] of each column, in new arrays. */
  columns(): Float32Array<ArrayBuffer>[] {
    const width = this.#width;
    const kept = this.#numbers.length / width;
    return Array.from({ length: width }, (_, column) => {
      const values = new Float32Array(this.rows);
      for (let row = 0; row < kept; row++) values[row] = this.#numbers[row * width + column]!;
      if (this.#newest !== null) values[kept] = this.#newest[column]!;
      return values;
    });
  }

  /** The last of an even number of rows is dropped, and is the newest still. */
  #halve(last: readonly number[]): void {
    const width = this.#width;
    this.#numbers = this.#numbers.filter((_, i) => Math.floor(i / width) % 2 === 0);
    this.#stride *= 2;
    this.#newest = last;
  }
}
