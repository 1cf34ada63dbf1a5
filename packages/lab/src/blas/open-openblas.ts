/** OpenBLAS's library, opened with the kernels that fit the processor, and what it says of itself. */
import { coreTypeFor, readInstructions } from "./core-type.ts";
import type { Koffi, NativeLibrary } from "./native-library.ts";

/** Names the kernels to use; OpenBLAS reads it once, when it is loaded, and passes over a name it does not know. */
const CORE_VARIABLE = "OPENBLAS_CORETYPE";

/** Throws when there is no such library. A choice of the user's stands. */
export function openOpenBlas(koffi: Koffi, path: string): NativeLibrary {
  const core = process.env[CORE_VARIABLE] === undefined ? coreTypeFor(readInstructions()) : null;
  if (core === null) return koffi.load(path);
  // C's own: the process.env of a worker thread is a copy that the library does not see
  const program = koffi.load(null);
  program.func("setenv", "int", ["const char *", "const char *", "int"])(CORE_VARIABLE, core, 1);
  try {
    return koffi.load(path);
  } finally {
    program.func("unsetenv", "int", ["const char *"])(CORE_VARIABLE);
  }
}

/** The kernels it runs, e.g. "SkylakeX". */
export function coreOf(library: NativeLibrary): string {
  return library.func("openblas_get_corename", "const char *", [])() as string;
}

/** "OpenBLAS 0.3.21" of "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH ...". */
export function versionOf(library: NativeLibrary): string {
  const config = library.func("openblas_get_config", "const char *", [])() as string;
  return config.split(" ").slice(0, 2).join(" ");
}
