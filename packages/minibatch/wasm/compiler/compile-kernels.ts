/**
 * The kernels as the library has them, with stand-ins for their multiply-adds: a module with what dense networks need,
 * and one with all operations, which a page loads where a model asks for it.
 */
import { fileURLToPath } from "node:url";
import { type Compiled, compile } from "./compile.ts";

export type KernelSet = "core" | "full";

/** Throws Error with what the compiler says. */
export function compileKernels(set: KernelSet): Promise<Compiled> {
  return compile(fileURLToPath(new URL("../index.ts", import.meta.url)), [
    ...["--use", `FULL=${set === "full" ? 1 : 0}`, "--optimizeLevel", "3", "--shrinkLevel", "1"],
    ...["--enable", "simd", "--enable", "threads", "--enable", "relaxed-simd"],
    ...["--importMemory", "--initialMemory", "1", "--sharedMemory", "--maximumMemory", "65536"],
  ]);
}
