/** What goes between a reader of HDF5 files and its thread. */
import type { PackedArray } from "./hdf5-arrays.ts";
import type { Hdf5Array } from "./hdf5-numbers.ts";

/** What is wanted of a file. */
export type Hdf5Wish =
  /** data sets of numbers, by name */
  | { readonly kind: "numbers"; readonly names: readonly string[] }
  /** data sets of anything, by path; null: all of them */
  | { readonly kind: "arrays"; readonly paths: readonly string[] | null };

export interface Hdf5Request {
  /** given away */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** for messages */
  readonly fileName: string;
  readonly wish: Hdf5Wish;
}

export type Hdf5Answer =
  /** as the names were given */
  | { readonly kind: "numbers"; readonly arrays: readonly Hdf5Array[] }
  | { readonly kind: "arrays"; readonly arrays: readonly PackedArray[] };

export type Hdf5Message =
  /** once: the library is compiled */
  | { readonly kind: "ready" }
  /** so many bytes of values are read next */
  | { readonly kind: "values"; readonly sizeBytes: number }
  | { readonly kind: "refused"; readonly reason: string }
  | Hdf5Answer;
