/** Numbers on which the kernels and the library must agree: a missing one ends the build, an unknown one traps. */
import { describe, expect, test } from "vitest";
import { activations } from "../src/activations/activations.ts";
import { RULES } from "../src/optimizers/rules.ts";
import { coreKernels } from "../src/wasm/core-kernels.ts";
import { fullKernels } from "../src/wasm/full-kernels.ts";
import { activationCodes, formulaCodes } from "../src/wasm/program/codes.ts";
import { moreOp } from "../src/wasm/program/more-opcodes.ts";
import { codeOf, op } from "../src/wasm/program/opcodes.ts";
import { wasmBytes } from "../src/wasm/wasm-backend.ts";
import type { WasmExports } from "../src/wasm/wasm-exports.ts";
import { createMemory, hasSharedMemory } from "../src/wasm/wasm-memory.ts";
import { generateSwitches, type KernelTables } from "../wasm/compiler/generate-switches.ts";

const kernel = "export function forward(\nexport function slope(";
const tables: KernelTables = {
  activations: ["relu", "leaky-relu"],
  formulas: new Map([
    ["sgd", "sgd"],
    ["sgd_momentum", "sgd"],
  ]),
  operations: { end: 0, scale: 1, stop: 7 },
  moreOperations: { pool: 9 },
  activationFormulas: new Map([
    ["leaky-relu", "export const leakyRelu: ActivationFormula = {"],
    ["relu", "export const relu: ActivationFormula = {"],
  ]),
  activationFiles: new Map([
    ["relu", kernel],
    ["leaky-relu", kernel],
  ]),
  updateFiles: new Map([["sgd", "export function sgd(\nexport function sgd_momentum("]]),
  operationsFile:
    "export function scaleOp(step: i32, t: i32): void {\nexport function stopOp(group: usize): bool {\nfunction own(): void {\n",
  moreOperationFiles: new Map([["pooling", "export function poolOp(t: i32, T: i32): void {\n"]]),
};

describe("what is written from the tables", () => {
  const files = generateSwitches(tables);

  test("a case for each row, and a trap for what is none", () => {
    expect(files.get("wasm/generated/activation-parts.ts")).toContain(
      "    case 2: leakyReluForward(parameter, z, y, N); break;\n    default: unreachable();",
    );
    expect(files.get("wasm/generated/update-parts.ts")).toContain(
      "    case 2: sgd_momentum(p, g, slots, from, c, N); break;\n    default: unreachable();",
    );
    expect(files.get("wasm/generated/run-operations.ts")).toContain(
      [
        "      case 0: return true;",
        "      case 1: scaleOp(step, t); break;",
        "      case 7: if (!stopOp(group)) return false; break;",
        "      case 9: if (FULL) { poolOp(t, T); } else { unreachable(); } break;",
        "      default: unreachable();",
      ].join("\n"),
    );
  });

  test("the formulas of activations by kind", () => {
    const written = files.get("src/activations/formulas.ts");
    expect(written).toContain('import { leakyRelu } from "./formulas/leaky-relu.ts";\n');
    expect(written).toContain(' = {\n  "leaky-relu": leakyRelu,\n  relu,\n};');
  });

  test("the same numbers on the other side", () => {
    expect(files.get("src/wasm/program/codes.ts")).toContain('= {\n  relu: 1,\n  "leaky-relu": 2,\n};');
    expect(files.get("src/wasm/program/codes.ts")).toContain("= {\n  sgd: 1,\n  sgd_momentum: 2,\n};");
  });
});

test.each<[string, Partial<KernelTables>, string]>([
  [
    "an activation without formulas",
    { activations: ["relu", "leaky-relu", "mish"] },
    "Cannot build the activation mish: src/activations/formulas/mish.ts is missing",
  ],
  [
    "an activation whose formulas have another name",
    { activationFormulas: new Map([...tables.activationFormulas, ["relu", "export const rectified: Formula"]]) },
    "Cannot build the activation relu: src/activations/formulas/relu.ts exports no relu",
  ],
  [
    "an activation without a kernel",
    { activationFiles: new Map([["relu", kernel]]) },
    "Cannot build the activation leaky-relu: wasm/activations/leaky-relu.ts is missing",
  ],
  [
    "an activation whose kernel lacks its slope",
    { activationFiles: new Map([...tables.activationFiles, ["relu", "export function forward("]]) },
    "Cannot build the activation relu: wasm/activations/relu.ts exports no slope",
  ],
  [
    "a kernel without an activation",
    { activations: ["relu"] },
    "Cannot build wasm/activations/leaky-relu.ts: leaky-relu has no row in src/activations/activations.ts; give it one",
  ],
  [
    "a formula without a kernel",
    { formulas: new Map([...tables.formulas, ["signsgd", "signsgd"]]) },
    "Cannot build the formula signsgd of signsgd: wasm/updates/signsgd.ts exports no function signsgd",
  ],
  [
    "a kernel without a formula",
    { formulas: new Map([["sgd", "sgd"]]) },
    "Cannot build wasm/updates/sgd.ts: no rule of src/optimizers has a formula sgd_momentum",
  ],
  [
    "an operation without a kernel",
    { operations: { ...tables.operations, clip: 3 } },
    "Cannot build the operation clip: wasm/operations.ts exports no function clipOp",
  ],
  [
    "a kernel without an operation",
    { operations: { end: 0, scale: 1 } },
    "Cannot build stopOp of wasm/operations.ts: src/wasm/program/opcodes.ts has no code for it",
  ],
  [
    "an operation of the full kernels alone without one",
    { moreOperations: { pool: 9, conv: 10 } },
    "Cannot build the operation conv: wasm/operations/ exports no function convOp",
  ],
  [
    "a kernel of the full ones without an operation",
    { moreOperations: {} },
    "Cannot build poolOp of wasm/operations/: src/wasm/program/more-opcodes.ts has no code for it",
  ],
  ["one code twice", { moreOperations: { pool: 7 } }, "Cannot build the operations: two of them have one code"],
])("refuses %s, in one line", (_, change, message) => {
  expect(() => generateSwitches({ ...tables, ...change })).toThrow(new Error(message));
});

test("the library's own tables all have numbers, from 1 on", () => {
  const computed = Object.keys(activations).filter((kind) => kind !== "linear");
  expect(Object.entries(activationCodes)).toEqual(computed.map((kind, i) => [kind, i + 1]));
  const names = new Set(Object.values(RULES).flatMap(({ formulas }) => formulas.map(({ name }) => name)));
  expect(Object.entries(formulaCodes)).toEqual([...names].map((name, i) => [name, i + 1]));
});

test("a name without a number is refused where a program is compiled", () => {
  expect(codeOf("formula", formulaCodes, "adam")).toBe(formulaCodes.adam);
  for (const name of ["nothing", "toString", ""]) {
    expect(() => codeOf("formula", formulaCodes, name)).toThrow(
      `Cannot compile formula ${name}: the kernels have none`,
    );
  }
});

/** Switches that programs come to; the library calls none of them. */
interface CompiledParts {
  forwardPart(kind: number, parameter: number, z: number, y: number, N: number): void;
  backwardPart(kind: number, parameter: number, z: number, y: number, dy: number, dz: number, N: number): void;
  updatePart(formula: number, p: number, g: number, slots: number, from: number, c: number, N: number): void;
}

describe.skipIf(wasmBytes("strict") === null).each([
  ["core", coreKernels, op],
  ["full", fullKernels, { ...op, ...moreOp }],
] as const)("%s, compiled (needs SIMD)", (set, kernels, codes) => {
  const memory = createMemory(2 ** 20, hasSharedMemory());
  const imports = { env: { memory, abort: () => {} } };
  const module = new WebAssembly.Module(wasmBytes("strict", kernels) as Uint8Array<ArrayBuffer>);
  const { exports } = new WebAssembly.Instance(module, imports);
  const { forwardPart, backwardPart, updatePart, heapBase, run } = exports as unknown as WasmExports & CompiledParts;
  const trap = expect.objectContaining({ name: "RuntimeError", message: expect.stringContaining("unreachable") });
  const at = heapBase();

  test.each([0, -1, Object.keys(activationCodes).length + 1])("activation %i traps", (kind) => {
    expect(() => forwardPart(kind, 0, at, at, 8)).toThrow(trap);
    expect(() => backwardPart(kind, 0, at, at, at, at, 8)).toThrow(trap);
  });

  test.each([0, -1, Object.keys(formulaCodes).length + 1])("formula %i traps", (formula) => {
    expect(() => updatePart(formula, at, at, at, 0, at, 8)).toThrow(trap);
  });

  const unknown = [-1, 1 + Math.max(...Object.values(codes)), ...(set === "core" ? Object.values(moreOp) : [])];
  test.each(unknown)("operation %i traps", (code) => {
    new Int32Array(memory.buffer, at + 1024, 2).set([code, op.end]);
    expect(() => run(at, at + 1024, 0, 1, 1, 0)).toThrow(trap);
  });

  test("an ended program does not", () => {
    new Int32Array(memory.buffer, at + 1024, 1).set([op.end]);
    expect(run(at, at + 1024, 0, 3, 1, 0)).toBe(3);
  });
});
