/** Sets of MNIST's form: 60,000 and 10,000 images of 28 x 28 pixels in ten classes, in four IDX files or drawn. */
import { compressRows, type Dataset, FormatError } from "minibatch";
import { drawDigits, PIXEL_COUNT } from "../../digits/draw-digits.ts";
import { readIdx } from "../../formats/idx.ts";
import { allocate } from "../../rows/allocate.ts";
import { sliceRows } from "../../rows/slice-rows.ts";
import { countWords } from "../count-words.ts";
import type { DataFile, DataSet, DrawnContents, ReadTools, Splits } from "../data-set.ts";
import { choice, rowLimit } from "../fields.ts";

/** Rows are the first ones of each split; null takes all. */
export interface ImageData<Name extends string = string> {
  readonly set: Name;
  /** `sweep`: 50,000 train, the last 10,000 validate. `full`: all 60,000 train, nothing validates. Both: 10,000 test */
  readonly split: "sweep" | "full";
  readonly trainRows: number | null;
  readonly validationRows: number | null;
  readonly testRows: number | null;
}

/** Images as the trainings take them: pixels / 255 as their non-zero entries, labels 0 .. 9. */
export interface ImageRows {
  readonly train: Dataset;
  readonly test: Dataset;
}

/** Images as the files have them. */
export interface ImageBytes {
  /** [60000, 784] row-major, 0 to 255 */
  readonly trainImages: Uint8Array;
  /** [60000] 0 to 9 */
  readonly trainLabels: Uint8Array;
  /** [10000, 784] */
  readonly testImages: Uint8Array;
  /** [10000] */
  readonly testLabels: Uint8Array;
}

const SIDE = 28;
const TRAIN_ROWS = 60_000;
const TEST_ROWS = 10_000;
const VALIDATION_ROWS = 10_000;
/** The report's. */
const PIXEL_SCALE = 1 / 255;
/** The digits that stand in for a set are the same for everybody. */
const SYNTHETIC_SEED = 1;
/** RFC 1952, section 2.3.1: the two bytes of gzip, then deflate. */
const GZIP_SIGNATURE = "1f8b08";

/** In the order of the files. */
const SHAPES: readonly (readonly number[])[] = [
  [TRAIN_ROWS, SIDE, SIDE],
  [TRAIN_ROWS],
  [TEST_ROWS, SIDE, SIDE],
  [TEST_ROWS],
];

/** The four files by their canonical names; [size in bytes, SHA-256] of each. */
export function imageFiles(known: readonly (readonly [sizeBytes: number, sha256: string])[]): readonly DataFile[] {
  const names = ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"];
  return known.map(([sizeBytes, sha256], i) => ({
    name: `${names[i]}-ubyte.gz`,
    sizeBytes,
    signature: GZIP_SIGNATURE,
    sha256,
  }));
}

/** Throws FormatError where a file is not IDX of unsigned bytes in MNIST's shape. */
export function readImages(
  files: readonly Uint8Array[],
  names: readonly string[],
  { gunzip, shared }: Pick<ReadTools, "gunzip" | "shared">,
): ImageBytes {
  const [trainImages, trainLabels, testImages, testLabels] = files.map((bytes, i) => {
    const name = names[i] as string;
    const shape = SHAPES[i] as readonly number[];
    const { dimensions, values } = readIdx(bytes, name, gunzip);
    if (!(values instanceof Uint8Array) || dimensions.join() !== shape.join()) {
      throw new FormatError(
        `Cannot use ${name}: it is ${dimensions.join(" x ")}, should be ${shape.join(" x ")} unsigned bytes`,
      );
    }
    if (!shared) return values;
    const copy = new Uint8Array(allocate(values.length, true));
    copy.set(values);
    return copy;
  }) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  return { trainImages, trainLabels, testImages, testLabels };
}

/** The procedure's digits in MNIST's sizes: 0 .. 59,999 of the seed to train, the next 10,000 to test. */
export function drawImages(shared: boolean): ImageBytes {
  const { images, labels } = drawDigits(SYNTHETIC_SEED, 0, TRAIN_ROWS + TEST_ROWS, shared);
  return {
    trainImages: images.subarray(0, TRAIN_ROWS * PIXEL_COUNT),
    trainLabels: labels.subarray(0, TRAIN_ROWS),
    testImages: images.subarray(TRAIN_ROWS * PIXEL_COUNT),
    testLabels: labels.subarray(TRAIN_ROWS),
  };
}

/** By whose hashes drawn images are known: those of all images, and of all labels. */
export function hashedOf({ trainImages, testImages, trainLabels, testLabels }: ImageBytes): {
  readonly [name: string]: Uint8Array;
} {
  return {
    "synthetic-digits-images": join(trainImages, testImages),
    "synthetic-digits-labels": join(trainLabels, testLabels),
  };
}

/** They lie side by side in one memory. */
function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  return new Uint8Array(first.buffer, first.byteOffset, first.length + second.length);
}

/** For `draw` of an origin or a stand-in. */
export function drawImageRows(shared: boolean): DrawnContents<ImageRows> {
  const images = drawImages(shared);
  return { contents: imageRows(images, shared), hashed: hashedOf(images) };
}

export function imageRows(images: ImageBytes, shared: boolean): ImageRows {
  return {
    train: rowsOf(images.trainImages, images.trainLabels, shared),
    test: rowsOf(images.testImages, images.testLabels, shared),
  };
}

/** Four pixels of five are 0, so images travel as their non-zero entries. */
function rowsOf(values: Uint8Array, labels: Uint8Array, shared: boolean): Dataset {
  const dense = { kind: "dense", rows: labels.length, features: PIXEL_COUNT, values, scale: PIXEL_SCALE } as const;
  return { x: compressRows(dense, { shared }), y: { kind: "classes", values: labels } };
}

/** The rows of each split among the digits that are drawn: those to train, then those to test. */
function drawSplits({ split, trainRows, validationRows, testRows }: ImageData): Splits {
  const draw = (first: number, count: number): Dataset => {
    const { images, labels } = drawDigits(SYNTHETIC_SEED, first, count);
    return rowsOf(images, labels, false);
  };
  const cut = trainRowsOf(split);
  return {
    train: draw(0, trainRows ?? cut),
    validation: split === "full" ? null : draw(cut, validationRows ?? VALIDATION_ROWS),
    test: draw(TRAIN_ROWS, testRows ?? TEST_ROWS),
  };
}

/** What such a set says of itself; the rest is the same for all of them. */
export type ImageSetParts<Name extends string> = Pick<
  DataSet<ImageData<Name>, ImageRows>,
  "name" | "title" | "says" | "words" | "licence" | "source" | "origin"
> & { readonly classes: readonly string[] };

/** A set of MNIST's form. */
export function imageSet<const Name extends string>({
  classes,
  ...parts
}: ImageSetParts<Name>): DataSet<ImageData<Name>, ImageRows> {
  return {
    ...parts,
    fields: {
      split: choice(
        "sweep: 50,000 rows train, the last 10,000 validate. full: all 60,000 train and nothing validates.",
        ["sweep", "full"],
      ),
      trainRows: rowLimit("Training split: only the first so many rows.", 1, TRAIN_ROWS),
      validationRows: rowLimit("Validation split: only the first so many rows.", 1, VALIDATION_ROWS),
      testRows: rowLimit("Test split: only the first so many rows.", 1, TEST_ROWS),
    },
    seed: null,
    validatedBy: { field: "split", instead: "use split sweep" },
    whole: { split: "full" },
    shape: () => ({ inputs: PIXEL_COUNT, targets: { kind: "classes", names: classes }, picture: [SIDE, SIDE] }),
    rows: ({ split, trainRows, validationRows, testRows }) => ({
      train: trainRows ?? trainRowsOf(split),
      validation: split === "full" ? 0 : (validationRows ?? VALIDATION_ROWS),
      test: testRows ?? TEST_ROWS,
    }),
    refusal({ split, trainRows, validationRows }) {
      const most = trainRowsOf(split);
      if (trainRows !== null && trainRows > most) return { field: "trainRows", why: `split ${split} has ${most}` };
      if (split !== "full" || validationRows === null) return null;
      const why = "with split full nothing validates; leave it out, or use split sweep";
      return { field: "validationRows", why };
    },
    describe: ({ split, trainRows, validationRows, testRows }) =>
      (split === "sweep"
        ? `${countWords(trainRowsOf(split))} images for training, ${countWords(VALIDATION_ROWS)} for validation`
        : `all ${countWords(TRAIN_ROWS)} images for training`) +
      describeLimits({ training: trainRows, validation: validationRows, test: testRows }),
    open({ split, trainRows, validationRows, testRows }, { train, test }) {
      const all = train.x.rows;
      const cut = split === "full" ? all : all - VALIDATION_ROWS;
      return {
        train: sliceRows(train, 0, Math.min(trainRows ?? cut, cut)),
        validation:
          split === "full" ? null : sliceRows(train, cut, Math.min(cut + (validationRows ?? VALIDATION_ROWS), all)),
        test: sliceRows(test, 0, Math.min(testRows ?? test.x.rows, test.x.rows)),
      };
    },
    // images of nothing but digits are drawn
    ...((parts.origin.kind !== "files" || parts.origin.standIn !== null) && { openDrawn: drawSplits }),
  };
}

function trainRowsOf(split: ImageData["split"]): number {
  return split === "full" ? TRAIN_ROWS : TRAIN_ROWS - VALIDATION_ROWS;
}

/** ", the first 1,000 training, 200 validation rows" */
function describeLimits(limits: Readonly<Record<string, number | null>>): string {
  const told = Object.entries(limits).flatMap(([part, rows]) => (rows === null ? [] : [`${countWords(rows)} ${part}`]));
  return told.length === 0 ? "" : `, the first ${told.join(", ")} rows`;
}
