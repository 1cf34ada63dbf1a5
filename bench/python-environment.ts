/** What lets an older OpenBLAS run at its best. */
import { readFileSync } from "node:fs";

/**
 * An OpenBLAS that is older than the processor does not know it and takes its oldest kernels, at a fourth of the speed.
 * We name the kernels that a newer one would take; a user's own choice stays.
 */
export function blasEnvironment(): NodeJS.ProcessEnv {
  if (process.env.OPENBLAS_CORETYPE !== undefined) return {};
  const flags = processorFlags();
  if (flags.has("avx512f") && flags.has("avx512dq")) return { OPENBLAS_CORETYPE: "SkylakeX" };
  if (flags.has("avx2") && flags.has("fma")) return { OPENBLAS_CORETYPE: flags.has("clzero") ? "Zen" : "Haswell" };
  return {};
}

function processorFlags(): Set<string> {
  try {
    const line = /^flags\s*:(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8"));
    return new Set(line?.[1]?.trim().split(" "));
  } catch {
    return new Set();
  }
}
