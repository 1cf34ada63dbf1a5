/** Every format of files: a new one is a file of this folder and a row here, with its options in the type. */
import { type CsvOptions, csv } from "./csv.ts";
import { hdf5 } from "./hdf5.ts";
import { type IdxOptions, idx } from "./idx.ts";
import { type ImageOptions, images } from "./images.ts";
import { json } from "./json.ts";
import { jsonLines } from "./json-lines.ts";
import { npy } from "./npy.ts";
import { type ArrayChoice, npz } from "./npz.ts";
import { parquet } from "./parquet.ts";
import type { Reader } from "./reader.ts";

/** What a user may say beside `file:`, of whichever format it is. */
export interface ReaderOptions
  extends Partial<CsvOptions>,
    Partial<ArrayChoice>,
    Partial<IdxOptions>,
    Partial<ImageOptions> {}

const READERS = [csv, json, jsonLines, npy, npz, parquet, hdf5, idx, images];

/** In the order in which they are asked whether bytes are theirs. */
export const readers: readonly Reader[] = READERS as unknown as readonly Reader[];

/** Their names: what may be written after `format:`. */
export const readerNames: readonly string[] = readers.map(({ name }) => name);
