/** The host sets aside what the kernels say they need. */
import { expect, test } from "vitest";
import { GEMM_SCRATCH_BYTES, wasmBytes } from "../src/kernels/wasm.ts";
import { WasmArena } from "../src/kernels/wasm-arena.ts";

test("the scratch memory of a thread's dense products is as long as the kernels say", async () => {
  const bytes = wasmBytes("strict");
  if (bytes === null) throw new Error("this runtime cannot run the strict kernels; use the pinned Node");
  const module = await WebAssembly.compile(bytes);
  const arena = new WasmArena(module, { floats: 0, ints: 0, scratchBytes: 0 }, 65536, true);
  expect(arena.exports.gemmScratchBytes()).toBe(GEMM_SCRATCH_BYTES);
  arena.release();
});
