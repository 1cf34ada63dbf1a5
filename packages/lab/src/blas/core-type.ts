/**
 * OpenBLAS picks its kernels by the processor's model number; one that is newer than its release gets those of "Prescott",
 * which know SSE only. The instructions that the processor has tell better which kernels fit.
 */
import { readFileSync } from "node:fs";

/** OpenBLAS's names of x86-64 kernels, widest vectors first; later ones have the same products of float32 matrices */
const CORES: readonly (readonly [name: string, needs: readonly string[]])[] = [
  ["SkylakeX", ["avx512f", "avx512cd", "avx512dq", "avx512bw", "avx512vl", "fma"]],
  ["Haswell", ["avx2", "fma"]],
];

/** The kernels for a processor with these instructions; null leaves the choice to OpenBLAS. */
export function coreTypeFor(instructions: ReadonlySet<string>): string | null {
  return CORES.find(([, needs]) => needs.every((name) => instructions.has(name)))?.[0] ?? null;
}

/** The instruction sets as Linux names them; none on other systems and processors. */
export function readInstructions(): ReadonlySet<string> {
  try {
    const flags = /^flags\s*:\s*(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1];
    return new Set(flags?.split(" "));
  } catch {
    return new Set();
  }
}
