/** An array as files hold them: of NumPy, of HDF5. */
export interface FileArray {
  /** in its file: of a field, a path; "" where there is one array without a name */
  readonly name: string;
  readonly shape: readonly number[];
  /** row-major */
  readonly contents: ArrayContents;
}

/** Texts are null where one is missing (NaT). `whole`: 64-bit integers. Booleans are 0 and 1. */
export type ArrayContents =
  | { readonly kind: "numbers"; readonly values: ArrayNumbers }
  | { readonly kind: "booleans"; readonly values: Uint8Array }
  | { readonly kind: "whole"; readonly values: BigInt64Array | BigUint64Array }
  | { readonly kind: "texts"; readonly values: readonly (string | null)[] };

/** Numbers of the types that a column of arrays can have; others are float64. */
export type ArrayNumbers = Uint8Array | Int8Array | Int16Array | Uint16Array | Int32Array | Float32Array | Float64Array;
