/** What a data set's numbers are like, as far as a training depends on it. */
import type { Dataset, Rows, Targets } from "../data/dataset.ts";

/** A column of the inputs. */
export interface ColumnFacts {
  readonly mean: number;
  readonly deviation: number;
  /** root mean square of the values that are not 0: rare ones count for what they are */
  readonly size: number;
  /** share of the values that are not 0 */
  readonly filled: number;
  /** at most two values */
  readonly isBinary: boolean;
}

/** A column of the targets; of classes, whether a row is of this one. */
export interface TargetFacts {
  readonly mean: number;
  readonly deviation: number;
  readonly least: number;
  readonly most: number;
}

export interface DataFacts {
  readonly rows: number;
  readonly columns: readonly ColumnFacts[];
  readonly targets: readonly TargetFacts[];
  /** share of the rows whose class is also the next row's; null without classes */
  readonly sameAsNext: number | null;
  /** of some rows, how many there are, and the share whose class is also that of the nearest other one of them */
  readonly neighbours: { readonly rows: number; readonly sameClass: number } | null;
}

const MOST_ROWS = 2000;
/** Every one of them is compared with every other. */
const MOST_NEIGHBOURS = 300;

/** Inputs are measured on up to 2,000 rows, evenly spaced; targets on all. */
export function measureData({ x, y }: Dataset, outputs: number): DataFacts {
  return {
    rows: x.rows,
    columns: measureColumns(x),
    targets: Array.from({ length: outputs }, (_, column) => measureTargets(x.rows, targetAt(y, column))),
    sameAsNext: y.kind === "classes" ? shareSameAsNext(y.values) : null,
    neighbours: y.kind === "classes" ? askNeighbours(x, y.values) : null,
  };
}

class ColumnTally {
  #count = 0;
  #sum = 0;
  #squares = 0;
  #filled = 0;
  #seen: readonly number[] = [];

  add(value: number): void {
    this.#count++;
    this.#sum += value;
    this.#squares += value * value;
    if (value !== 0) this.#filled++;
    if (this.#seen.length < 3 && !this.#seen.includes(value)) this.#seen = [...this.#seen, value];
  }

  conclude(rows: number): ColumnFacts {
    const mean = this.#sum / rows;
    const hasZeros = this.#count < rows && !this.#seen.includes(0);
    return {
      mean,
      deviation: Math.sqrt(Math.max(0, this.#squares / rows - mean * mean)),
      size: this.#filled === 0 ? 0 : Math.sqrt(this.#squares / this.#filled),
      filled: this.#filled / rows,
      isBinary: this.#seen.length + (hasZeros ? 1 : 0) <= 2,
    };
  }
}

function measureColumns(x: Rows): ColumnFacts[] {
  const tallies = Array.from({ length: x.features }, () => new ColumnTally());
  const every = Math.ceil(x.rows / MOST_ROWS);
  let rows = 0;
  for (let row = 0; row < x.rows; row += every, rows++) {
    if (x.kind === "dense") {
      for (let j = 0; j < x.features; j++) tallies[j].add(x.values[row * x.features + j] * x.scale);
    } else {
      for (let at = x.offsets[row]; at < x.offsets[row + 1]; at++) tallies[x.columns[at]].add(x.values[at]);
    }
  }
  return tallies.map((tally) => tally.conclude(rows));
}

function targetAt(y: Targets, column: number): (row: number) => number {
  if (y.kind === "classes") return (row) => (y.values[row] === column ? 1 : 0);
  return (row) => y.values[row * y.columns + column];
}

function measureTargets(rows: number, at: (row: number) => number): TargetFacts {
  let [sum, least, most] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < rows; row++) {
    const value = at(row);
    sum += value;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const mean = sum / rows;
  let squares = 0;
  for (let row = 0; row < rows; row++) squares += (at(row) - mean) * (at(row) - mean);
  return { mean, deviation: Math.sqrt(squares / rows), least, most };
}

function shareSameAsNext(labels: ArrayLike<number>): number {
  let same = 0;
  for (let row = 1; row < labels.length; row++) if (labels[row] === labels[row - 1]) same++;
  return labels.length < 2 ? 0 : same / (labels.length - 1);
}

/** Null for compressed rows. */
function askNeighbours(x: Rows, labels: ArrayLike<number>): DataFacts["neighbours"] {
  if (x.kind !== "dense") return null;
  const { features, values } = x;
  const rows = Math.min(MOST_NEIGHBOURS, x.rows);
  if (rows < 2) return null;
  const at = Array.from({ length: rows }, (_, i) => Math.floor((i * x.rows) / rows));
  const nearest = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  const nearestOf = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) {
      let distance = 0;
      for (let column = 0; column < features; column++) {
        const apart = values[at[i] * features + column] - values[at[j] * features + column];
        distance += apart * apart;
      }
      if (distance < nearest[i]) [nearest[i], nearestOf[i]] = [distance, j];
      if (distance < nearest[j]) [nearest[j], nearestOf[j]] = [distance, i];
    }
  }
  let same = 0;
  for (let i = 0; i < rows; i++) if (labels[at[i]] === labels[at[nearestOf[i]]]) same++;
  return { rows, sameClass: same / rows };
}
