import { expect, test } from "vitest";
import { coreKernels } from "./core-kernels.ts";
import { countStandIns, withMultiplyAdd } from "./multiply-add.ts";
import { unpackModule } from "./unpack.ts";

/** (func (param v128 v128 v128) (result v128)) of a, b, the product, c, the sum, between a SIMD constant's bytes */
const code = [0x20, 0, 0x20, 1, 0xfd, 0x8d, 2, 0x20, 2, 0xfd, 0x8e, 2];

test("strict multiplies, then adds, in the same places", () => {
  const strict = [0x20, 0, 0x20, 1, 0xfd, 0xe6, 1, 0x20, 2, 0xfd, 0xe4, 1];
  expect([...withMultiplyAdd(Uint8Array.from(code), "strict")]).toEqual(strict);
});

test("relaxed has one instruction after the three operands", () => {
  const relaxed = [0x20, 0, 0x20, 1, 1, 1, 1, 0x20, 2, 0xfd, 0x85, 2];
  expect([...withMultiplyAdd(Uint8Array.from(code), "relaxed")]).toEqual(relaxed);
});

test("the template stays as it is, and bytes that only look alike are no stand-ins", () => {
  const template = Uint8Array.from([...code, 0x8d, 2, 0xfd, 0x8d, 1, 0xfd, 0x8e]);
  withMultiplyAdd(template, "strict");
  expect([...template.subarray(0, code.length)]).toEqual(code);
  expect(countStandIns(template)).toEqual({ products: 1, sums: 1 });
});

test.each(["strict", "relaxed"] as const)("every multiply-add of the kernels becomes %s", (variant) => {
  const template = unpackModule(coreKernels.packed);
  const { products, sums } = countStandIns(template);
  expect(products).toBe(sums);
  expect(products).toBeGreaterThan(100);
  const module = withMultiplyAdd(template, variant);
  expect(countStandIns(module)).toEqual({ products: 0, sums: 0 });
  expect(WebAssembly.validate(module)).toBe(true);
});
