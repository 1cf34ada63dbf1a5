/** Checks that the stand-ins of a compiled module are its multiply-adds and nothing else. */
import { countStandIns, withMultiplyAdd } from "../../src/wasm/multiply-add.ts";
import type { Compiled } from "./compile.ts";

/**
 * Throws Error where a byte pattern is no instruction, an instruction has no partner, or what comes out is no module.
 */
export function checkStandIns({ binary, text }: Compiled): void {
  const bytes = Uint8Array.from(binary);
  const found = countStandIns(bytes);
  const products = text.match(/\bf32x4\.relaxed_min\b/g)?.length ?? 0;
  const sums = text.match(/\bf32x4\.relaxed_max\b/g)?.length ?? 0;
  if (products !== sums || found.products !== products || found.sums !== sums) {
    throw new Error(
      `Cannot tell the multiply-adds: the code has ${products} products and ${sums} sums, the bytes ` +
        `${found.products} and ${found.sums}; all must agree: write madd(a, b, c) otherwise where it is used last`,
    );
  }
  for (const numerics of ["strict", "relaxed"] as const) {
    if (!WebAssembly.validate(withMultiplyAdd(bytes, numerics))) {
      throw new Error(`Cannot make the ${numerics} module: its multiply-adds leave no valid code`);
    }
  }
}
