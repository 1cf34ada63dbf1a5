/** The kernels as the library has them: one module, with stand-ins for its multiply-adds. */
import { fileURLToPath } from "node:url";
import { type Compiled, compile } from "./compile.ts";

/** Throws Error with what the compiler says. */
export function compileKernels(): Promise<Compiled> {
  return compile(fileURLToPath(new URL("../index.ts", import.meta.url)), [
    ...["--use", "RELAXED=1", "--optimizeLevel", "3", "--shrinkLevel", "1"],
    ...["--enable", "simd", "--enable", "threads", "--enable", "relaxed-simd"],
    ...["--importMemory", "--initialMemory", "1", "--sharedMemory", "--maximumMemory", "65536"],
  ]);
}
