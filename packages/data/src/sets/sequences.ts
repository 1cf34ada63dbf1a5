import { type Dataset, FormatError } from "minibatch";
import { allocate } from "../rows/allocate.ts";
import { pickRows } from "../rows/slice-rows.ts";
import { drawSequences } from "../sequences/draw-sequences.ts";
import { rowsOfShare, type Split, splitByCount, splitGrouped, splitStratified } from "../splits/splits.ts";
import { countWords } from "./count-words.ts";
import type { DataSet, Hdf5Numbers } from "./data-set.ts";
import { choice, rowLimit, seed } from "./fields.ts";

/** The 20-bit sequences that people typed, and random ones: 80% train, 20% validate. */
export interface SequencesData {
  readonly set: "sequences";
  /** `random`; `grouped` keeps equal rows together; `stratified` takes as many of each kind */
  readonly split: "random" | "grouped" | "stratified";
  /** draws the split */
  readonly splitSeed: number;
  /** takes only so many; null: all */
  readonly rows: number | null;
}

const BITS = 20;
const ROWS_OF_EACH = 2400;
const ALL_ROWS = 2 * ROWS_OF_EACH;
const TRAIN_SHARE = 0.8;
const SYNTHETIC_SEED = 1;
const FILE = "binary_random_sp2019.hdf5";

/** Its contents are [4800, 20] bits, in the order of the file: typed (1) before random (0). */
export const sequences: DataSet<SequencesData, Dataset> = {
  name: "sequences",
  title: "EE 599 sequences: 2,400 typed by people and 2,400 random ones, 20 bits each",
  says: "4,800 sequences of 20 bits, drawn by people or by a machine: 20 inputs, 1 output.",
  words: { long: "binary sequences, typed or random", short: "sequences" },
  licence: "none stated: a course's own material, not published; put the file into the data directory yourself",
  source: "EE 599 Deep Learning, University of Southern California, spring 2019",
  origin: {
    kind: "files",
    folder: "ee599",
    files: [
      {
        name: FILE,
        sizeBytes: 386_048,
        // HDF5 File Format Specification 3.0, section II.A
        signature: "894844460d0a1a0a",
        sha256: "99f8740f1f3113b1ac703bdd204756a51958fb338cafd253563df5d772a61a73",
      },
    ],
    mirrors: [],
    async read([bytes], { readHdf5, shared }) {
      const { human, machine } = await readHdf5(bytes as Uint8Array, ["human", "machine"], FILE);
      const bits = new Uint8Array(ALL_ROWS * BITS);
      bits.set(readBits(human, "human"), 0);
      bits.set(readBits(machine, "machine"), ROWS_OF_EACH * BITS);
      return toRows(bits, new Uint8Array(ALL_ROWS).fill(1, 0, ROWS_OF_EACH), shared);
    },
    standIn: {
      says: "sequences drawn from the statistics measured on the typed ones",
      notice: "SYNTHETIC sequences stand in for the typed ones",
      draw(shared) {
        const { rows, labels } = drawSequences(SYNTHETIC_SEED);
        return { contents: toRows(rows, labels, shared), hashed: { "synthetic-sequences": rows } };
      },
    },
  },
  fields: {
    split: choice(
      "80% train, 20% validate. random: any row on either side. grouped: equal rows on the same side. " +
        "stratified: typed and random ones in equal shares.",
      ["random", "grouped", "stratified"],
    ),
    splitSeed: seed("Draws the split.", "their split"),
    rows: rowLimit("Only so many rows in all.", 2, ALL_ROWS),
  },
  seed: "splitSeed",
  validatedBy: null,
  shape: () => ({ inputs: BITS, targets: { kind: "bits", columns: 1 } }),
  rows({ rows }) {
    const all = rows ?? ALL_ROWS;
    const train = rowsOfShare(TRAIN_SHARE, all);
    return { train, validation: all - train, test: 0 };
  },
  refusal({ split, rows }) {
    if (split === "stratified" && rows !== null) {
      return { field: "rows", why: "split stratified deals out all rows; leave rows out, or use split random" };
    }
    const noneIsLeft = rows !== null && rows === rowsOfShare(TRAIN_SHARE, rows);
    return noneIsLeft ? { field: "rows", why: "none is left to validate; give more" } : null;
  },
  describe({ split, splitSeed, rows }) {
    const drawn = splitSeed === null ? "drawn anew by each seed" : `drawn by seed ${splitSeed}`;
    const together = { random: "", grouped: ", equal rows together", stratified: ", both kinds in equal shares" }[
      split
    ];
    const limit = rows === null ? "" : `, the first ${countWords(rows)} rows`;
    return `80% for training, 20% for validation, ${drawn}${together}${limit}`;
  },
  open({ split, splitSeed, rows: limit }, all) {
    const whole = SPLITS[split](all, splitSeed);
    const rows = limit ?? all.x.rows;
    const trainRows = rowsOfShare(TRAIN_SHARE, rows);
    return {
      train: pickRows(all, whole.train.subarray(0, trainRows)),
      validation: pickRows(all, whole.validation.subarray(0, rows - trainRows)),
      test: null,
    };
  },
};

const SPLITS: Readonly<Record<SequencesData["split"], (all: Dataset, seed: number) => Split>> = {
  random: ({ x }, seed) => splitByCount(x.rows, rowsOfShare(TRAIN_SHARE, x.rows), seed),
  grouped: ({ x }, seed) => {
    if (x.kind !== "dense") throw new TypeError("Cannot group equal rows: they need to be dense");
    return splitGrouped(x.values, x.features, TRAIN_SHARE, seed);
  },
  stratified: ({ y }, seed) => splitStratified(y.values, TRAIN_SHARE, seed),
};

function readBits({ type, shape, values }: Hdf5Numbers, name: string): ArrayLike<number> {
  const is = `${type} ${shape.join(" x ")}`;
  const should = `int32 ${ROWS_OF_EACH} x ${BITS}`;
  if (is !== should) throw new FormatError(`Cannot use data set "${name}": it is ${is}, should be ${should}`);
  for (let i = 0; i < values.length; i++) {
    if (values[i] === 0 || values[i] === 1) continue;
    const place = `row ${Math.floor(i / BITS)}, bit ${i % BITS}`;
    throw new FormatError(`Cannot use data set "${name}": ${place} is ${values[i]}, should be 0 or 1`);
  }
  return values;
}

function toRows(bits: Uint8Array, labels: Uint8Array, shared: boolean): Dataset {
  const x = { kind: "dense", rows: labels.length, features: BITS, values: toFloats(bits, shared), scale: 1 } as const;
  return { x, y: { kind: "values", columns: 1, values: toFloats(labels, shared) } };
}

function toFloats(bytes: Uint8Array, shared: boolean): Float32Array {
  const floats = new Float32Array(allocate(bytes.length * Float32Array.BYTES_PER_ELEMENT, shared));
  floats.set(bytes);
  return floats;
}
