/** The table of widened functions: from a trace as V8 writes it, and from V8 itself. */
import { arch } from "node:os";
import { expect, test } from "vitest";
import { fullKernels } from "../packages/minibatch/src/wasm/full-kernels.ts";
import { withMultiplyAdd } from "../packages/minibatch/src/wasm/multiply-add.ts";
import { unpackModule } from "../packages/minibatch/src/wasm/unpack.ts";
import { functionNames, parseTrace, renderTrace, traceModule } from "./wide-trace.ts";

const TEXT = `(module
 (type $0 (func (param i32)))
 (import "env" "memory" (memory $0 1 65536 shared))
 (import "env" "abort" (func $~lib/builtins/abort (param i32)))
 (export "pack" (func $packages/minibatch/wasm/pack/packRows))
 (func $packages/minibatch/wasm/panel/panelRows (param $0 i32)
 )
 (func $packages/minibatch/wasm/pack/packRows (param $0 i32)
 )
 (func $packages/minibatch/wasm/gemm/tileRows (param $0 i32)
 )
)`;

const TRACE = `Begin revec function wasm-function#2
store seeds:
{
#33 Store *(#30 + #32) = #19 [raw, protected, Simd128, NoWriteBarrier]
#36 Store *(#30 + 16 + #35) = #20 [raw, protected, Simd128, NoWriteBarrier, offset: 16]
}
reduce seeds:
Revec: BuildTreeRec 940: Can't pack operations in different basic blocks
Revec: Run 1522: Building SLP tree failed!
Finished revec function wasm-function#2
Begin revec function wasm-function#1
store seeds:
{
#33 Store *(#30 + #32) = #19 [raw, protected, Simd128, NoWriteBarrier]
#36 Store *(#30 + 16 + #35) = #20 [raw, protected, Simd128, NoWriteBarrier, offset: 16]
}
reduce seeds:
Revec: Print 296: After tree building, 3 Packed node:
Revec: DecideVectorize 1330: Entering
Revec: DecideVectorize 1361: Save: 11, cost: 1
Finished revec function wasm-function#1
Begin revec function wasm-function#3
`;

test("functions are named by their number, imported ones first", () => {
  expect(functionNames(TEXT)).toEqual(["~lib/builtins/abort", "panel/panelRows", "pack/packRows", "gemm/tileRows"]);
});

test("a trace says which functions are widened, why others are not, and where the compiler ended the process", () => {
  const functions = parseTrace(TRACE, functionNames(TEXT));
  expect(functions).toMatchObject([
    { name: "panel/panelRows", seeds: 1, trees: 1, saved: 11, cost: 1, isWide: true, isCrash: false },
    { name: "pack/packRows", seeds: 1, trees: 0, saved: 0, cost: 0, isWide: false, isCrash: false },
    { name: "gemm/tileRows", seeds: 0, isWide: false, isCrash: true },
  ]);
  expect(renderTrace(functions, true)).toBe(`function          wide  seeds  trees  saved   cost
panel/panelRows    yes      1      1     11      1
pack/packRows       no      1      0      0      0
    1 x Can't pack operations in different basic blocks
gemm/tileRows    CRASH      0      0      0      0
`);
});

test.runIf(arch() === "x64")(
  "V8 widens at least one function of the kernels, of either numerics, and none ends it",
  () => {
    for (const variant of ["strict", "relaxed"] as const) {
      const functions = parseTrace(traceModule(withMultiplyAdd(unpackModule(fullKernels.packed), variant)), []);
      expect(functions.length).toBeGreaterThan(50);
      expect(functions.filter(({ isWide }) => isWide)).not.toEqual([]);
      expect(functions.filter(({ isCrash }) => isCrash)).toEqual([]);
    }
  },
);
