/**
 * Which words a step is encoded as, and how each is shared out among threads: another way would give the same bits,
 * more slowly. Threads wait for each other only where one needs what another made.
 */
import { describe, expect, test } from "vitest";
import { type SmallLayer, type SmallNetwork, type SmallPlan, smallPlan } from "../../../test/small-plan.ts";
import { adam } from "../../optimizers/formulas/adam.ts";
import { sgdMomentum } from "../../optimizers/formulas/sgd.ts";
import type { Operation } from "../../plan/operation.ts";
import type { Tensor } from "../../plan/tensor.ts";
import { TensorMemory } from "../tensor-memory.ts";
import { type TileShape, tileShape } from "../tile-shape.ts";
import { wasmBytes } from "../wasm-backend.ts";
import { encode } from "./encode.ts";
import { coreEncoders } from "./encoders.ts";
import type { InputForm } from "./input-form.ts";
import { finish, op } from "./opcodes.ts";
import { Words } from "./words.ts";

const module = new WebAssembly.Module(wasmBytes("strict") as Uint8Array<ArrayBuffer>);
const names = new Map<number, string>(Object.entries(op).map(([name, code]) => [code, name]));
const CAPACITY = 400;

interface Given {
  readonly operations: (plan: SmallPlan) => readonly Operation[];
  readonly network: SmallNetwork;
  readonly B?: number;
  readonly input?: InputForm;
  readonly tiles?: TileShape;
}

/** Keeps what was emitted: the words of each operation, the first being its name. */
class Emitted extends Words {
  readonly operations: (string | number)[][] = [];
}

function encodeAll({
  operations,
  network,
  B = 32,
  input = { kind: "dense" },
  tiles = tileShape("strict", false),
}: Given): {
  readonly emitted: (string | number)[][];
  readonly mostSteps: number;
} {
  const plan = smallPlan(network);
  const memory = new TensorMemory(module, { tensors: plan.tensors, capacity: CAPACITY }, 1, true);
  const gathered = [plan.input, plan.labels, plan.targets];
  const words = new Emitted();
  const emit = words.emit.bind(words);
  words.emit = (code, ...operands) => {
    words.operations.push([names.get(code) ?? "unknown", ...operands]);
    emit(code, ...operands);
  };
  const request = { operations: operations(plan), B, input, gathered, memory, mostThreads: 1, blas: null, tiles };
  const { mostSteps } = encode(coreEncoders, request, words);
  return { emitted: words.operations, mostSteps };
}

const step = (plan: SmallPlan): readonly Operation[] => plan.train;
const forward = (plan: SmallPlan): readonly Operation[] => plan.forward;
const namesOf = (given: Given): string =>
  encodeAll(given)
    .emitted.map(([name]) => name)
    .join(" ");

const dense = (units: number, options: Partial<SmallLayer> = {}): SmallLayer => ({ units, ...options });
const of = (...layers: readonly SmallLayer[]): SmallNetwork => ({ inputs: 20, layers });

test("passing rows forward: rows that follow rows need none but the last", () => {
  expect(namesOf({ operations: forward, network: of(dense(8, { activation: "tanh" }), dense(3)) })).toBe(
    "denseForward activate denseForward softmax barrier",
  );
});

describe("a step's operations", () => {
  const backward = "barrier stopUnlessFinite denseGradient columnSums";

  test.each<[string, SmallNetwork, string]>([
    [
      "ReLU is part of the product before it, and its mask of the one after it",
      of(dense(8, { activation: "relu" }), dense(3)),
      `denseForward denseForward softmax backwardInput ${backward} denseGradient columnSums barrier`,
    ],
    [
      "errors go back in rows as figures came in rows; gradients are shared out anew",
      of(dense(8, { activation: "tanh" }), dense(3)),
      `denseForward activate denseForward softmax backwardInput activateBackward ${backward} denseGradient columnSums barrier`,
    ],
    [
      "dropout in front: its mask goes over the rows first",
      of(dense(3, { isMasked: true })),
      `multiply denseForward softmax ${backward} barrier`,
    ],
    [
      "dropout between: the mask of ReLU goes over all numbers",
      of(dense(8, { activation: "relu" }), dense(3, { isMasked: true })),
      `denseForward multiply denseForward softmax backwardInput multiply activateBackward ${backward} denseGradient columnSums barrier`,
    ],
    [
      "a loss of elements waits for rows, and what follows waits for it: they cut the elements elsewhere",
      { ...of(dense(3, { activation: "tanh" })), loss: "mean-squared-error" },
      `denseForward activate barrier elementLoss barrier activateBackward ${backward} barrier`,
    ],
  ])("%s", (_, network, expected) => {
    expect(namesOf({ operations: step, network })).toBe(expected);
  });

  const before = "denseForward softmax barrier stopUnlessFinite denseGradient columnSums barrier";
  const momentum = { update: { formula: sgdMomentum, slots: 1 } };
  test.each<[string, Partial<SmallNetwork>, Partial<SmallLayer>, string]>([
    [
      "a penalty is seen to be finite before the update",
      {},
      { l2: 0.1 },
      "penalty barrier stopUnlessFinite update barrier",
    ],
    ["also of magnitudes", {}, { l1: 0.1 }, "penalty barrier stopUnlessFinite update barrier"],
    [
      "clipped values are seen to be finite first",
      { clipValue: 1 },
      {},
      "checkFinite barrier stopUnlessFinite clipValue barrier update barrier",
    ],
    ["each tensor's norm", { clipNorm: 1 }, {}, "clipNorm barrier clipNorm barrier update barrier"],
    ["weights that decay", { decays: true }, {}, "addScaled barrier update barrier"],
    ["another rule", { update: { formula: adam, slots: 2 } }, {}, "update barrier"],
    ["momentum", momentum, {}, "update barrier"],
  ])("%s", (_, options, layer, expected) => {
    expect(namesOf({ operations: step, network: { ...of(dense(3, layer)), ...options } })).toBe(
      `${before} ${expected}`,
    );
  });

  test.each([
    [384, before],
    [385, `${before} update barrier`],
  ])("plain descent is made by the products in batches of at most 384 rows: %i", (B, expected) => {
    expect(namesOf({ operations: step, network: of(dense(3)), B })).toBe(expected);
  });

  test("plain descent is not made by products that do not fill the gradient, or are not the last before it", () => {
    const network = of(dense(8), dense(3));
    const lacking = (plan: SmallPlan): readonly Operation[] =>
      plan.train.filter(
        (operation) => operation.kind !== "column-sums" || operation.db !== plan.byName["gradients.160"],
      );
    expect(namesOf({ operations: lacking, network })).toMatch(/ update barrier$/);
    const moved = (plan: SmallPlan): readonly Operation[] => {
      const update = plan.train.at(-1) as Operation;
      return [...plan.train.slice(0, -1), { kind: "check-finite", x: plan.parameters }, update];
    };
    expect(namesOf({ operations: moved, network })).toMatch(/ update barrier$/);
    const twice = (plan: SmallPlan): readonly Operation[] => {
      const gradient = plan.train.find(({ kind }) => kind === "dense-gradient") as Operation;
      return plan.train.map((operation) => (operation.kind === "dense-gradient" ? gradient : operation));
    };
    expect(namesOf({ operations: twice, network })).toMatch(/ update barrier$/);
  });

  const resident: InputForm = { kind: "resident", units: 3, rows: { at: 0, entriesAt: 0, offsetsAt: 0, segments: 1 } };
  test.each<[string, InputForm, Given["operations"], string]>([
    [
      "that stay in the arena",
      resident,
      step,
      "indexColumns sparseForward softmax barrier stopUnlessFinite sparseGradient columnSums barrier",
    ],
    ["that stay in the arena, passed forward", resident, forward, "sparseForward softmax barrier"],
    [
      "joined from a batch",
      { kind: "sparse" },
      step,
      "joinEntries barrier indexColumns sparseForward softmax barrier stopUnlessFinite sparseGradient columnSums barrier",
    ],
    [
      "joined from a batch, passed forward",
      { kind: "sparse" },
      forward,
      "joinEntries barrier sparseForward softmax barrier",
    ],
    [
      "made of rows that pass once",
      { kind: "raw", isBytes: true, scale: 1 },
      forward,
      "compressRows sparseForward softmax barrier",
    ],
  ])("entries %s", (_, input, operations, expected) => {
    expect(namesOf({ operations, network: of(dense(3)), input })).toBe(expected);
  });

  test("who may still look at the flag is waited for before it is raised", () => {
    const network = of(dense(3, { l2: 0.1 }));
    const operations = ({ train }: SmallPlan): readonly Operation[] => {
      const penalty = train.find(({ kind }) => kind === "penalty") as Operation;
      return [{ kind: "stop-unless-finite" }, penalty, { kind: "stop-unless-finite" }];
    };
    // and before the next step
    expect(namesOf({ operations, network })).toBe("stopUnlessFinite barrier penalty barrier stopUnlessFinite barrier");
  });

  test("linear does nothing in place, and copies elsewhere", () => {
    const network = of(dense(3, { activation: "relu" }));
    const operations = ({ byName }: SmallPlan): readonly Operation[] => {
      const { z0: z, dy0: dy } = byName as { z0: Tensor; dy0: Tensor };
      const linear = { activation: "linear", parameter: 0 } as const;
      return [
        { kind: "activate", ...linear, z, y: z },
        { kind: "activate", ...linear, z, y: dy },
        { kind: "activate-backward", ...linear, z, y: z, dy },
      ];
    };
    expect(namesOf({ operations, network })).toBe("copy barrier");
  });
});

/** Of each product: whether it goes by columns. */
const WAY: Readonly<Record<string, number>> = { denseForward: 10, sparseForward: 12, backwardInput: 9 };

function waysOf(given: Given): string[] {
  return encodeAll(given)
    .emitted.filter(([name]) => String(name) in WAY)
    .map((words) => `${words[0]} by ${words[WAY[String(words[0])] as number] === 1 ? "columns" : "rows"}`);
}

describe("products go by rows, but by columns", () => {
  test.each([
    [24, "rows"],
    [23, "columns"],
  ])("in batches below 24 rows: %i", (B, way) => {
    const network = of(dense(4, { activation: "tanh" }), dense(3));
    expect(waysOf({ operations: step, network, B })).toEqual([
      `denseForward by ${way}`,
      `denseForward by ${way}`,
      `backwardInput by ${way}`,
    ]);
    expect(waysOf({ operations: step, network: of(dense(3)), B, input: { kind: "sparse" } })).toEqual([
      `sparseForward by ${way}`,
    ]);
  });

  test.each([
    [256, "rows"],
    [257, "columns"],
  ])("where weights that change take more than 256 KiB: 256 to %i", (units, way) => {
    const network = { inputs: 256, layers: [dense(units), dense(3)] };
    expect(waysOf({ operations: step, network, B: 24 })[0]).toBe(`denseForward by ${way}`);
  });

  test.each([
    [1024, "rows"],
    [1025, "columns"],
  ])("where weights that are only read take more than 2 MiB: 512 to %i", (units, way) => {
    const network = { inputs: 512, layers: [dense(units), dense(3)] };
    expect(waysOf({ operations: forward, network, B: 24 })[0]).toBe(`denseForward by ${way}`);
  });
});

test.each([
  ["strict", false, 6, 8],
  ["relaxed", false, 6, 8],
  ["strict", true, 4, 16],
  ["relaxed", true, 6, 16],
] as const)("dense products go in tiles for %s kernels, wide: %s", (variant, isWide, rows, columns) => {
  const at: Readonly<Record<string, number>> = { denseForward: 11, backwardInput: 10, denseGradient: 11 };
  const layers = [dense(8, { activation: "relu" }), dense(3)];
  const shapes = encodeAll({ operations: step, network: of(...layers), tiles: tileShape(variant, isWide) })
    .emitted.filter(([name]) => String(name) in at)
    .map((words) => words.slice(at[String(words[0])], (at[String(words[0])] as number) + 2));
  expect(shapes).toEqual(Array(5).fill([rows, columns]));
});

test("products end as what follows them wants it: kept, cut at 0, masked, or descended", () => {
  const layers = [dense(8, { activation: "relu" }), dense(3)];
  const endsOf = (options: Partial<SmallNetwork>): unknown[] => {
    const at: Readonly<Record<string, number>> = { denseForward: 9, backwardInput: 7, denseGradient: 10 };
    return encodeAll({ operations: step, network: { ...of(...layers), ...options } })
      .emitted.filter(([name]) => String(name) in at)
      .map((words) => words[at[String(words[0])] as number]);
  };
  const passes = [finish.relu, finish.keep, finish.mask];
  expect(endsOf({})).toEqual([...passes, finish.descend, finish.descend]);
  expect(endsOf({ update: { formula: adam, slots: 2 } })).toEqual([...passes, finish.keep, finish.keep]);
});

describe("most steps of one call", () => {
  const mostSteps = (given: Partial<Given>): number =>
    encodeAll({ operations: step, network: of(dense(3)), ...given }).mostSteps;

  test("are 64, or as many as there is room for", () => {
    expect(mostSteps({ B: 128 })).toBe(64);
    expect(mostSteps({ B: 129 })).toBe(63);
    // 2^19 / 1000 rows of 1,000
    expect(mostSteps({ network: { inputs: 1000, layers: [dense(3)] }, B: 100 })).toBe(5);
  });

  test("is one where masks are drawn for it, or its entries are there for it alone", () => {
    expect(mostSteps({ network: of(dense(3, { isMasked: true })) })).toBe(1);
    expect(mostSteps({ network: of(dense(3, { isMasked: true })), operations: forward })).toBe(64);
    expect(mostSteps({ input: { kind: "sparse" } })).toBe(1);
    expect(mostSteps({ input: { kind: "raw", isBytes: false, scale: 1 }, operations: forward })).toBe(1);
  });
});

describe("what the kernels do not have stops", () => {
  const network = of(dense(3));
  const refused = (operation: (plan: SmallPlan) => object) => (): unknown =>
    encodeAll({ operations: (plan) => [operation(plan) as Operation], network });

  test("operations, activations, formulas", () => {
    expect(refused(() => ({ kind: "fold" }))).toThrow(
      "Cannot compile the operation fold: these kernels do not have it",
    );
    expect(refused(() => ({ kind: "toString" }))).toThrow("Cannot compile the operation toString");
    const activate = ({ byName }: SmallPlan): object => ({
      activation: "triangle",
      parameter: 0,
      z: byName.z0,
      y: byName.z0,
    });
    expect(refused((plan) => ({ kind: "activate", ...activate(plan) }))).toThrow(
      "Cannot compile activation triangle: the kernels have none of that name",
    );
    expect(refused((plan) => ({ kind: "activate-backward", ...activate(plan), dy: plan.byName.dy0 }))).toThrow(
      "Cannot compile activation triangle",
    );
    const update = ({ parameters: p, coefficients }: SmallPlan): object => ({ kind: "update", p, g: p, coefficients });
    expect(refused((plan) => ({ ...update(plan), formula: { name: "unheard" }, slots: [] }))).toThrow(
      "Cannot compile formula unheard: the kernels have none of that name",
    );
  });

  test("tensors that the executor was not opened for, and a second loss", () => {
    expect(refused(({ parameters: x }) => ({ kind: "check-finite", x: { ...x, name: "another" } }))).toThrow(
      "Cannot use the tensor another: the executor was not opened for it",
    );
    const twice = ({ forward: all }: SmallPlan): readonly Operation[] => [...all, ...all];
    expect(() => encodeAll({ operations: twice, network })).toThrow("Cannot compile operations with two losses");
  });
});
