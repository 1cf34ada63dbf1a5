/**
 * Batches whose pictures are changed at random, as a data set of their own for some steps at a time. What becomes of a
 * row follows from the seed, the epoch and the row: any batch of any epoch is drawn without those before it.
 */
import type { PictureSize } from "../augmentations/augmentation.ts";
import { type AugmentationSpec, augmentations } from "../augmentations/augmentations.ts";
import { defineAugmentations } from "../augmentations/define-augmentations.ts";
import type { Dataset, Rows, TargetValues } from "../data/dataset.ts";
import { SpecError } from "../errors.ts";
import type { FloatArray, Precision } from "../math/float-array.ts";
import { inputShapeOf } from "../model/layout.ts";
import type { ModelSpec } from "../model/spec.ts";
import { createStream } from "../random/stream.ts";

export class AugmentedBatches {
  readonly #data: Dataset;
  /** of its rows; null: all 1 */
  readonly #weights: FloatArray | null;
  readonly #specs: readonly AugmentationSpec[];
  readonly #size: PictureSize;
  readonly #seed: number;
  readonly #Floats: Float32ArrayConstructor | Float64ArrayConstructor;
  /** a picture before and after a change */
  readonly #pair: readonly [FloatArray, FloatArray];

  /** Throws SpecError for what is no list of augmentations, and for a model whose rows are no pictures. */
  constructor(
    input: unknown,
    data: Dataset,
    weights: FloatArray | null,
    model: ModelSpec,
    seed: number,
    precision: Precision,
  ) {
    this.#specs = defineAugmentations("augment", input);
    this.#size = pictureSizeOf(model);
    this.#data = data;
    this.#weights = weights;
    this.#seed = seed;
    this.#Floats = precision === "float64" ? Float64Array : Float32Array;
    this.#pair = [new this.#Floats(data.x.features), new this.#Floats(data.x.features)];
  }

  /** The rows of the data set that `rows` lists, in its order, as they are in this epoch. */
  draw(epoch: number, rows: Uint32Array): Dataset {
    const { x, y } = this.#data;
    const weights = this.#weights;
    const { features } = x;
    const values = new this.#Floats(rows.length * features);
    for (const [i, row] of rows.entries()) values.set(this.#change(epoch, row), i * features);
    return {
      x: { kind: "dense", rows: rows.length, features, values, scale: 1 },
      y:
        y.kind === "classes"
          ? { kind: "classes", values: Int32Array.from(rows, (row) => y.values[row]) }
          : pick(y, rows),
      ...(weights !== null && { weights: Float64Array.from(rows, (row) => weights[row]) }),
    };
  }

  #change(epoch: number, row: number): FloatArray {
    let [picture, other] = this.#pair;
    readRow(this.#data.x, row, picture);
    const stream = createStream(this.#seed, "augment", epoch, row);
    for (const spec of this.#specs) {
      if (augmentations[spec.kind].change(spec, stream, picture, other, this.#size)) {
        [picture, other] = [other, picture];
      }
    }
    return picture;
  }
}

function pictureSizeOf(model: ModelSpec): PictureSize {
  const shape = inputShapeOf(model);
  if (shape.length === 2 || shape.length === 3) {
    const [height, width, channels = 1] = shape;
    return { height, width, channels };
  }
  const side = Math.sqrt(shape[0]);
  const such = Number.isInteger(side) ? `[${side}, ${side}, 1]` : "[height, width, channels]";
  throw new SpecError(
    "augment",
    `cannot be used: the model's rows are [${shape.join(", ")}], which is no picture; give it inputs: ${such}`,
  );
}

/** One row's numbers. */
function readRow(x: Rows, row: number, to: FloatArray): void {
  if (x.kind === "dense") {
    const { values, scale, features } = x;
    for (let f = 0; f < features; f++) to[f] = values[row * features + f] * scale;
    return;
  }
  to.fill(0);
  for (let e = x.offsets[row]; e < x.offsets[row + 1]; e++) to[x.columns[e]] = x.values[e];
}

function pick({ columns, values }: TargetValues, rows: Uint32Array): TargetValues {
  const picked = new (values.constructor as Float32ArrayConstructor)(rows.length * columns);
  for (const [i, row] of rows.entries()) picked.set(values.subarray(row * columns, (row + 1) * columns), i * columns);
  return { kind: "values", columns, values: picked };
}
