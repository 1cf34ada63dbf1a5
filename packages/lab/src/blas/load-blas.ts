/**
 * Native matrix products, for a trainer: the system's OpenBLAS, where it and koffi are there.
 *
 * @module minibatch-lab/blas
 */
import { bindBlas } from "./bind-blas.ts";
import type { Blas } from "./blas.ts";
import { multipliesRight } from "./multiplies-right.ts";
import { findKoffi } from "./native-library.ts";
import { openOpenBlas } from "./open-openblas.ts";
import { openBlasPlaces } from "./openblas-places.ts";

/** The system's OpenBLAS; null, never an error, without koffi, without the library, or where it multiplies wrongly. */
export async function loadBlas(places: readonly string[] = openBlasPlaces()): Promise<Blas | null> {
  const koffi = findKoffi();
  if (koffi === null) return null;
  for (const place of places) {
    try {
      const blas = bindBlas(openOpenBlas(koffi, place));
      if (multipliesRight(blas)) return blas;
    } catch {
      // not there, or not what its name says: the next place may be
    }
  }
  return null;
}
