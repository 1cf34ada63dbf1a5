import { loadBlas } from "../src/blas/load-blas.ts";
import type { Found } from "./found.ts";

/** The name of the OpenBLAS that the command would load. */
export async function findOpenBlas(): Promise<Found> {
  const blas = await loadBlas();
  return blas === null
    ? { missing: "no OpenBLAS with koffi; run npm ci with optional dependencies, and install libopenblas0-pthread" }
    : { value: blas.name };
}
