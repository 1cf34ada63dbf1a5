/** The 20-bit sequences that people typed, and random ones. */
import { FormatError } from "minibatch";
import { SEQUENCES } from "./catalogue.ts";
import { type DataOptions, type DataOrigin, SYNTHETIC_SEED } from "./data-options.ts";
import { fetchDataSet } from "./fetch-data-set.ts";
import { type Hdf5Array, readHdf5, requireArray } from "./hdf5.ts";
import { sha256Of } from "./read-data-file.ts";
import { drawSequences } from "./synthetic-sequences.ts";

export interface Sequences extends DataOrigin {
  /** [4800, 20] bits, row-major: 2,400 of people, then 2,400 of the machine */
  readonly rows: Uint8Array;
  /** [4800] 1 people, 0 machine */
  readonly labels: Uint8Array;
}

export const SEQUENCE_BITS = 20;
const ROWS_OF_EACH = 2400;

/**
 * The sequences from the data directory; without the file, ones drawn from the measured statistics, and a notice that says so.
 * Throws InputError for a wrong file.
 */
export async function loadSequences(options: DataOptions): Promise<Sequences> {
  const files = await fetchDataSet(SEQUENCES, { ...options, mirrors: SEQUENCES.mirrors });
  if (files.kind === "missing") {
    options.notice(`SYNTHETIC sequences stand in for the typed ones: ${files.reason}`);
    return drawSyntheticSequences(SYNTHETIC_SEED);
  }
  const fileName = SEQUENCES.files[0]?.name as string;
  const { human, machine } = await readHdf5(files.bytes[0] as Uint8Array, ["human", "machine"], fileName);
  const rows = sharedBytes(2 * ROWS_OF_EACH * SEQUENCE_BITS);
  rows.set(readBits(human, "human"), 0);
  rows.set(readBits(machine, "machine"), ROWS_OF_EACH * SEQUENCE_BITS);
  const labels = sharedBytes(2 * ROWS_OF_EACH).fill(1, 0, ROWS_OF_EACH);
  return { rows, labels, source: files.source, sha256: files.sha256 };
}

function readBits(array: Hdf5Array, name: string): Hdf5Array["values"] {
  requireArray(array, name, "int32", [ROWS_OF_EACH, SEQUENCE_BITS]);
  const wrong = array.values.findIndex((value) => value !== 0 && value !== 1);
  if (wrong !== -1) {
    const place = `row ${Math.floor(wrong / SEQUENCE_BITS)}, bit ${wrong % SEQUENCE_BITS}`;
    throw new FormatError(`Cannot use data set "${name}": ${place} is ${array.values[wrong]}, should be 0 or 1`);
  }
  return array.values;
}

function drawSyntheticSequences(seed: number): Sequences {
  const drawn = drawSequences(seed);
  const rows = sharedBytes(drawn.rows.length);
  rows.set(drawn.rows);
  const labels = sharedBytes(drawn.labels.length);
  labels.set(drawn.labels);
  return { rows, labels, source: "synthetic", sha256: { "synthetic-sequences": sha256Of(drawn.rows) } };
}

function sharedBytes(count: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(count));
}
