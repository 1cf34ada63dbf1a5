/**
 * OpenBLAS's library: where it lies, how it is opened with the kernels that fit the processor, and what it says of
 * itself.
 */
import { readFileSync } from "node:fs";
import type { Koffi, NativeLibrary } from "./native-library.ts";

/** Where OpenBLAS lies: names for the system's loader first, then the folders in which packages put it. */
const PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    "libopenblas.so.0",
    ...["x86_64-linux-gnu", "aarch64-linux-gnu"].flatMap((triplet) => [
      `/usr/lib/${triplet}/libopenblas.so.0`,
      `/usr/lib/${triplet}/openblas-pthread/libopenblas.so.0`,
    ]),
    "/usr/lib64/libopenblas.so.0",
    "/usr/lib/libopenblas.so.0",
    "libopenblas.so",
  ],
  darwin: [
    "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
    "/usr/local/opt/openblas/lib/libopenblas.dylib",
    "libopenblas.dylib",
  ],
  win32: ["libopenblas.dll", "openblas.dll"],
};

export function openBlasPlaces(platform: NodeJS.Platform = process.platform): readonly string[] {
  return PLACES[platform] ?? [];
}

/**
 * OpenBLAS's names of x86-64 kernels, widest vectors first; later ones have the same products of float32 matrices. It
 * picks them by the processor's model number; a model newer than its release gets those of "Prescott", which know SSE
 * only. The instructions that the processor has tell better which kernels fit.
 */
const CORES: readonly (readonly [name: string, needs: readonly string[]])[] = [
  ["SkylakeX", ["avx512f", "avx512cd", "avx512dq", "avx512bw", "avx512vl", "fma"]],
  ["Haswell", ["avx2", "fma"]],
];

/** The kernels for a processor with these instructions; null leaves the choice to OpenBLAS. */
export function coreTypeFor(instructions: ReadonlySet<string>): string | null {
  return CORES.find(([, needs]) => needs.every((name) => instructions.has(name)))?.[0] ?? null;
}

/** The instruction sets as Linux names them; none on other systems and processors. */
function readInstructions(): ReadonlySet<string> {
  try {
    const flags = /^flags\s*:\s*(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1];
    return new Set(flags?.split(" "));
  } catch {
    return new Set();
  }
}

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
