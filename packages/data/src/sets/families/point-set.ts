/**
 * Sets of points in the plane, drawn by a seed: two inputs, a class each. A set says where a point of a class lies and
 * how it is moved by noise; how many there are, who draws them and how they are split is the same for all.
 *
 * One seed, `dataSeed`, draws the points and their split: left null it is the trial's own, so that repeats differ in
 * their points as well, while all configurations of a repeat have the same ones.
 */
import { createNormalSource, createStream, type Dataset } from "minibatch";
import { countSplits, SPLIT_KINDS, type SplitKind, splitRows } from "../../splits/split-rows.ts";
import { countWords, splitWords } from "../count-words.ts";
import type { DataFields, DataSet, OpenDescription } from "../data-set.ts";
import { choice, number, seed } from "../fields.ts";

/** What every set of points takes. */
export interface PointData {
  readonly set: string;
  /** of all splits together */
  readonly rows: number;
  readonly split: SplitKind;
  /** shares of the rows */
  readonly validation: number;
  readonly test: number;
  /** draws the points and their split */
  readonly dataSeed: number;
}

/** Numbers of the set's own stream. */
export interface PointDraws {
  /** normal, mean 0 and standard deviation 1 */
  normal(): number;
  /** of low .. high, the latter excluded */
  uniform(low: number, high: number): number;
}

/** The point that is asked for: the `index`-th of `count` of its class. */
export interface PointPlace {
  readonly label: number;
  readonly index: number;
  readonly count: number;
}

/** What a set of points says of itself. */
export type PointSetParts<Description extends PointData> = Pick<
  DataSet<Description>,
  "name" | "title" | "says" | "words" | "source"
> & {
  /** the fields that no other set of points has */
  readonly own: DataFields<Omit<Description, Exclude<keyof PointData, "set">>>;
  /** how many classes there are */
  classes(data: OpenDescription<Description>): number;
  /** Writes x and y into `point`, and gives the class: `label`, or where only the point decides, that one. */
  drawPoint(data: Description, place: PointPlace, draws: PointDraws, point: Float64Array): number;
};

const MOST_ROWS = 1_000_000;
/**
 * The fourth word of the stream's counter, which keeps these draws from those of digits (1) and sequences (2) of the
 * same seed.
 */
const POINT_STREAM = 3;

/** A set of points. */
export function pointSet<Description extends PointData>({
  own,
  classes,
  drawPoint,
  ...parts
}: PointSetParts<Description>): DataSet<Description> {
  const rowsOf = (data: Pick<PointData, "rows" | "validation" | "test">) => countSplits(data.rows, data);
  const fields: DataFields<PointData> = {
    rows: number("Points in all.", { atLeast: 10, atMost: MOST_ROWS, whole: true }, 1_000),
    split: choice(
      "stratified: every class in equal shares. random: any point in any split. grouped: equal points in one split.",
      SPLIT_KINDS,
    ),
    validation: number("Share of the points that validate.", { atLeast: 0, below: 1 }, 0.2),
    test: number("Share of the points that test.", { atLeast: 0, below: 1 }, 0.2),
    dataSeed: seed("Draws the points and their split.", "their points"),
  };
  return {
    ...parts,
    licence: "none needed: it is drawn by a formula",
    origin: { kind: "drawn" },
    fields: { ...own, ...fields } as DataFields<Description>,
    seed: "dataSeed",
    validatedBy: { field: "validation", instead: "give a share of which a row is left" },
    shape: (data) => ({
      inputs: 2,
      targets: { kind: "classes", names: Array.from({ length: classes(data) }, (_, label) => String(label)) },
    }),
    rows: (data) => rowsOf(data as unknown as PointData),
    refusal(data) {
      const { validation } = data as unknown as PointData;
      const { train, test } = rowsOf(data as unknown as PointData);
      if (train > 0) return null;
      if (test === 0) return { field: "validation", why: "none is left to train on; give a smaller share" };
      return { field: "test", why: `with validation ${validation} none is left to train on; give smaller shares` };
    },
    describe(data) {
      const { rows, split, dataSeed } = data as unknown as OpenDescription<PointData>;
      const told = splitWords(rowsOf(data as unknown as PointData));
      const options = Object.keys(own).map((field) => `${field} ${(data as Readonly<Record<string, unknown>>)[field]}`);
      const drawn = dataSeed === null ? "drawn anew by each seed" : `drawn by seed ${dataSeed}`;
      return `${countWords(rows)} points (${options.join(", ")}), ${told}, ${split}, ${drawn}`;
    },
    open: (data) => splitRows(drawPoints(data, classes(data as never), drawPoint), data.split, data, data.dataSeed),
  };
}

/**
 * [rows, 2], class after class; of classes that do not come out even the last ones have one more, as in scikit-learn.
 */
function drawPoints<Description extends PointData>(
  data: Description,
  classes: number,
  drawPoint: PointSetParts<Description>["drawPoint"],
): Dataset {
  const { rows, dataSeed } = data;
  const stream = createStream(dataSeed, "data", 0, POINT_STREAM);
  const draws: PointDraws = {
    normal: createNormalSource(stream),
    uniform: (low, high) => low + (high - low) * stream.nextFloat(),
  };
  const values = new Float32Array(2 * rows);
  const labels = new Uint8Array(rows);
  const point = new Float64Array(2);
  let row = 0;
  for (let label = 0; label < classes; label++) {
    const count = Math.floor((rows * (label + 1)) / classes) - Math.floor((rows * label) / classes);
    for (let index = 0; index < count; index++, row++) {
      labels[row] = drawPoint(data, { label, index, count }, draws, point);
      values.set(point, 2 * row);
    }
  }
  return {
    x: { kind: "dense", rows, features: 2, values, scale: 1 },
    y: { kind: "classes", values: labels },
  };
}
