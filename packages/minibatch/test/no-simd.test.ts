/** A machine without WebAssembly SIMD: fast numerics are slow there, strict ones throw. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

async function load(options: object): Promise<string> {
  const { loadBackend } = await import("../src/wasm/load.ts");
  return (await loadBackend(options)).name;
}

beforeEach(() => {
  vi.resetModules();
  const { Instance, Module } = WebAssembly;
  vi.stubGlobal("WebAssembly", { Instance, Module, validate: () => false });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test("fast takes the reference kernels", async () => {
  expect(await load({})).toBe("reference-float32");
});

test("strict float32 is refused: the reference kernels give other bits", async () => {
  await expect(load({ numerics: "strict" })).rejects.toThrow(
    'numerics: cannot be "strict": this machine has no WebAssembly SIMD, and other kernels give other bits; use "fast", or precision "float64"',
  );
});

test("strict float64 is the reference kernels everywhere", async () => {
  expect(await load({ numerics: "strict", precision: "float64" })).toBe("reference-float64");
});
