/** Small data sets for the doctor's suite, and what may be wrong with them. */
import { createNormalSource, createStream, type Dataset, drawPermutation, sin } from "minibatch";
import { type DataInput, drawDigits, drawRows, PIXEL_COUNT } from "minibatch-data";
import type { Rows } from "./case.ts";

/** Points of a set that is drawn, three tenths of them to validate. */
export function points(set: "spirals" | "moons" | "circles" | "gaussians" | "xor", rows: number, fields: object = {}) {
  return (seed: number): Rows => {
    const { train, validation } = drawRows({ set, rows, validation: 0.3, test: 0, ...fields } as DataInput, seed);
    if (validation === null) throw new Error(`${set} has no rows to validate on`);
    return { train, validation };
  };
}

/** Digits that look handwritten, 784 pixels each. */
export function digits(rows: number, validationRows = 300) {
  return (seed: number): Rows => ({
    train: openDigits(seed, 0, rows),
    validation: openDigits(seed, rows, validationRows),
  });
}

function openDigits(seed: number, first: number, count: number): Dataset {
  const { images, labels } = drawDigits(seed, first, count);
  return {
    x: { kind: "dense", rows: count, features: PIXEL_COUNT, values: images, scale: 1 / 255 },
    y: { kind: "classes", values: labels },
  };
}

/** Numbers to be learnt: a wave of `features` inputs between -1 and 1, with noise, times `unit`, plus `offset`. */
export function waves(rows: number, { features = 4, noise = 0.1, unit = 1, offset = 0 } = {}) {
  return (seed: number): Rows => {
    const stream = createStream(seed, "data", 0, 9);
    const normal = createNormalSource(stream);
    const draw = (count: number): Dataset => {
      const x = new Float32Array(count * features).map(() => 2 * stream.nextFloat() - 1);
      const y = new Float32Array(count).map((_, i) => {
        const at = (j: number): number => x[i * features + (j % features)]!;
        return offset + unit * (sin(3 * at(0)) + at(1) * at(2) + 0.5 * at(3) + noise * normal());
      });
      return {
        x: { kind: "dense", rows: count, features, values: x, scale: 1 },
        y: { kind: "values", columns: 1, values: y },
      };
    };
    return { train: draw(rows), validation: draw(Math.ceil(rows / 2)) };
  };
}

type Draw = (seed: number) => Rows;

/** Every input column times its factor, plus its offset; the last ones stand for those that are left. */
export function moved(draw: Draw, factors: readonly number[], offsets: readonly number[] = [0]): Draw {
  const change = ({ x, y }: Dataset): Dataset => {
    if (x.kind !== "dense") throw new TypeError("Cannot move compressed rows");
    const values = Float32Array.from(x.values, (value, i) => {
      const column = i % x.features;
      const of = (list: readonly number[]): number => list[Math.min(column, list.length - 1)]!;
      return value * x.scale * of(factors) + of(offsets);
    });
    return { x: { ...x, values, scale: 1 }, y };
  };
  return (seed) => onBoth(draw(seed), change);
}

/** The labels in another order: nothing in a row tells its own. */
export function shuffledLabels(draw: Draw): Draw {
  return (seed) =>
    onBoth(draw(seed), ({ x, y }) => {
      if (y.kind !== "classes") throw new TypeError("Cannot shuffle numbers");
      const order = drawPermutation(createStream(seed, "data", 1, 9), x.rows);
      return { x, y: { ...y, values: Int32Array.from(order, (row) => y.values[row]!) } };
    });
}

/** Of class 0 all rows, of each other one the first of every `keepOneIn`. */
export function imbalanced(draw: Draw, keepOneIn: number): Draw {
  return (seed) =>
    onBoth(draw(seed), (dataset) => {
      if (dataset.y.kind !== "classes") throw new TypeError("Cannot leave out numbers");
      const { values } = dataset.y;
      const seen = new Map<number, number>();
      const kept = Array.from(values.keys()).filter((row) => {
        const label = values[row]!;
        const count = seen.get(label) ?? 0;
        seen.set(label, count + 1);
        return label === 0 || count % keepOneIn === 0;
      });
      return pick(dataset, kept);
    });
}

/** The rows in the order of their classes, as a file that was written class by class. */
export function sorted(draw: Draw): Draw {
  return (seed) =>
    onBoth(draw(seed), (dataset) => {
      if (dataset.y.kind !== "classes") throw new TypeError("Cannot sort numbers");
      const { values } = dataset.y;
      return pick(
        dataset,
        Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!),
      );
    });
}

function pick({ x, y }: Dataset, rows: readonly number[]): Dataset {
  if (x.kind !== "dense" || y.kind !== "classes") throw new TypeError("Cannot pick of these rows");
  const { features } = x;
  const values = Float32Array.from(
    rows.flatMap((row) => Array.from(x.values.subarray(row * features, (row + 1) * features))),
  );
  return {
    x: { ...x, rows: rows.length, values },
    y: { kind: "classes", values: Int32Array.from(rows, (row) => y.values[row]!) },
  };
}

function onBoth({ train, validation }: Rows, change: (dataset: Dataset) => Dataset): Rows {
  return { train: change(train), validation: change(validation) };
}
