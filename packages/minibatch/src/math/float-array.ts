/** Numbers as they are stored and computed in. */
export type FloatArray = Float32Array | Float64Array;
/** What an executor stores and, but for sums, computes in. */
export type Precision = "float32" | "float64";
