/**
 * Native matrix products, for a trainer: the system's OpenBLAS, where it and koffi are there.
 *
 * @module minibatch-lab/blas
 */

import type { Blas } from "minibatch";
import { bindBlas, multipliesRight } from "./bind-blas.ts";
import { findKoffi } from "./native-library.ts";
import { openBlasPlaces, openOpenBlas } from "./open-openblas.ts";

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
