/** The table of widened functions: from a trace as V8 writes it, and from V8 itself. */
import { readFileSync } from "node:fs";
import { arch } from "node:os";
import { beforeAll, describe, expect, test } from "vitest";
import { fullKernels } from "../packages/minibatch/src/wasm/full-kernels.ts";
import { withMultiplyAdd } from "../packages/minibatch/src/wasm/multiply-add.ts";
import { unpackModule } from "../packages/minibatch/src/wasm/unpack.ts";
import { functionNames } from "../packages/minibatch/wasm/compiler/function-names.ts";
import { parseTrace, renderTrace, type TracedFunction, traceModule } from "./wide-trace.ts";

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

/** What a training spends its time in: if one no longer pairs, wide vectors gain less, and nothing else tells. */
const MUST_PAIR: readonly string[] = [
  ...["gemm/wideTile", "gemm/narrowTile", "gemm/tilesDown", "finish/finishTile"],
  ...["panel/thirteen", "panel/fourteen"],
  ...["wideAdded", "wideCut", "narrowAdded", "narrowCut"].map((tile) => `convolution/tiles/${tile}`),
  ...["convolution/convolve/pixelsDown", "convolution/channel-sums/sumBlock"],
  ...["relu", "leakyRelu", "elu", "selu", "gelu", "silu", "mish", "sigmoid", "tanh", "softplus", "softsign"].flatMap(
    (kind) => [`generated/activation-parts/${kind}Forward`, `generated/activation-parts/${kind}Backward`],
  ),
  ...["max-pool/maxPoolPart", "max-pool/maxPoolBackwardPart", "average-pool/averagePoolPart"],
  ...["normalize", "normalizeBackward", "scaleAndShift"].map((part) => `normalization/channels/${part}`),
  ...["normalization/layer/normalizeRun", "normalization/layer/backwardRun", "normalization/group/backwardRow"],
  ...["operations/add/add", "operations/habits/blend", "updates/adam/adam"],
];

describe.runIf(arch() === "x64").each(["strict", "relaxed"] as const)("of %s kernels V8", (variant) => {
  // of the module that is shipped, whose bytes have none
  const names = readFileSync(new URL("../packages/minibatch/wasm/function-names.txt", import.meta.url), "utf8");
  let functions: readonly TracedFunction[];
  beforeAll(() => {
    const module = withMultiplyAdd(unpackModule(fullKernels.packed), variant);
    functions = parseTrace(traceModule(module), names.trimEnd().split("\n"));
  });

  test("widens each of those that a training spends its time in", () => {
    const wide = new Set(functions.filter(({ isWide }) => isWide).map(({ name }) => name));
    expect(MUST_PAIR.filter((name) => !wide.has(name))).toEqual([]);
  });

  test("begins no function that has no name, and ends at none", () => {
    expect(functions.length).toBeGreaterThan(50);
    expect(functions.filter(({ name }) => /^function \d/.test(name))).toEqual([]);
    expect(functions.filter(({ isCrash }) => isCrash)).toEqual([]);
  });
});
