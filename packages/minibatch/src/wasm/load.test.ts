import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { coreKernels } from "./core-kernels.ts";
import { wasmBytes } from "./wasm-backend.ts";

// modules of its own for each test: what was loaded once is kept
const loadFresh = async (): Promise<typeof import("./load.ts")> => import("./load.ts");
beforeEach(() => void vi.resetModules());
afterEach(() => void vi.restoreAllMocks());

/** As a page whose Content-Security-Policy has no 'wasm-unsafe-eval'. */
const forbidden = new Error("CompileError: refused by the page's policy");

test("a failure is not kept: the next call tries again", async () => {
  const { loadBackend } = await loadFresh();
  const compile = vi.spyOn(WebAssembly, "compile").mockRejectedValueOnce(forbidden);
  await expect(loadBackend({ numerics: "strict" })).rejects.toBe(forbidden);
  expect((await loadBackend({ numerics: "strict" })).name).toBe("wasm-strict");
  await loadBackend({ numerics: "strict" });
  expect(compile).toHaveBeenCalledTimes(2);
});

test("fast kernels fall back to the reference where nothing may be compiled", async () => {
  const { loadBackend } = await loadFresh();
  vi.spyOn(WebAssembly, "compile").mockRejectedValue(forbidden);
  expect(await loadBackend()).toMatchObject({ name: "reference-float32", precision: "float32" });
});

test("and where not even the decoder of the kernels may be compiled", async () => {
  const { loadBackend } = await loadFresh();
  vi.spyOn(WebAssembly, "Module").mockImplementation(function valueError() {
    throw forbidden;
  });
  expect(await loadBackend()).toMatchObject({ name: "reference-float32", precision: "float32" });
  await expect(loadBackend({ numerics: "strict" })).rejects.toBe(forbidden);
});

test("and to the strict build where only the relaxed one fails", async () => {
  const { loadBackend } = await loadFresh();
  vi.spyOn(WebAssembly, "compile").mockRejectedValueOnce(forbidden);
  expect(await loadBackend()).toMatchObject({ name: "wasm-strict", numerics: "fast" });
});

test.each(["strict", "relaxed"] as const)("a big-endian machine has no %s WASM kernels", (variant) => {
  expect(wasmBytes(variant, coreKernels, true)).toBeInstanceOf(Uint8Array);
  expect(wasmBytes(variant, coreKernels, false)).toBeNull();
});
