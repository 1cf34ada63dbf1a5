/**
 * What kernels need of an executor's memory: scratch memory that overlaps no tensor, and a tail behind the last one.
 */
import { describe, expect, test } from "vitest";
import type { Rows } from "../src/data/dataset.ts";
import { finish } from "../src/data/slices.ts";
import type { Executor } from "../src/plan/executor.ts";
import type { Operation } from "../src/plan/operation.ts";
import type { Tensor } from "../src/plan/tensor.ts";
import { runOperations, tensorOf } from "./run-operations.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const backends = await everyWasmBackend();
const MARK = -7;
const guards = [0, 1, 2, 3].map((i) => tensorOf(`guard ${i}`, [16], "once", "int"));

/** The tensors with a guard around each. */
function guarded(tensors: readonly Tensor[]): readonly Tensor[] {
  return [guards[0], ...tensors.flatMap((tensor, i) => [tensor, guards[i + 1]].filter((one) => one !== undefined))];
}

function mark(executor: Executor): void {
  for (const guard of guards) void executor.write(guard, new Int32Array(16).fill(MARK));
}

function expectMarked(executor: Executor): void {
  for (const guard of guards) expect([...(executor.read(guard) as Int32Array)]).toEqual(new Array(16).fill(MARK));
}

/** Every entry of [B, I] there, as 1. */
function fullRows(B: number, I: number): Rows {
  return {
    kind: "compressed",
    rows: B,
    features: I,
    values: new Float32Array(B * I).fill(1),
    columns: Uint32Array.from({ length: B * I }, (_, i) => i % I),
    offsets: Uint32Array.from({ length: B + 1 }, (_, row) => row * I),
  };
}

describe.each(backends.map((backend) => [backend.name, backend] as const))("%s", (_, backend) => {
  // I = 16, B = 2 takes 324 bytes: 4 more than five cache lines, so that a float too few would reach the next tensor
  test.each([
    [2, 16, 3],
    [5, 3, 40],
    [1, 1, 1],
  ])("the transposed index of %i x %i fits its scratch memory", (B, I, O) => {
    const input = tensorOf("x", [I], "row", "float", "input");
    const [labels, targets] = [tensorOf("labels", [], "row", "int"), tensorOf("targets", [O], "row")];
    const [w, b, y, dy, dw] = [
      tensorOf("w", [I, O], "once"),
      tensorOf("b", [O], "once"),
      tensorOf("y", [O], "row"),
      tensorOf("dy", [O], "row"),
      tensorOf("dw", [I, O], "once"),
    ];
    const tensors = [...guarded([dw, dy, y]), w, b, input, labels, targets];
    const executor = backend.open({ tensors, capacity: B });
    mark(executor);
    void executor.write(dy, new Float32Array(B * O).fill(1));
    const feed = finish(executor.feed({ input, labels, targets }, fullRows(B, I), null, "step"));
    const operations: readonly Operation[] = [
      { kind: "dense", x: input, w, b, y },
      { kind: "dense-gradient", x: input, dy, dw },
    ];
    const order = Uint32Array.from({ length: B }, (_, row) => row);
    void executor.compile(operations, B, feed).run({ order, from: 0 }, 1);
    expect([...(executor.read(dw) as Float32Array)]).toEqual(new Array(I * O).fill(B));
    expectMarked(executor);
    executor.dispose();
  });

  test.each([
    [4, 16],
    [16, 3],
    [16, 1],
  ])("the transposed weights of %i x %i fit theirs", (I, O) => {
    const [dy, w, dx] = [tensorOf("dy", [O], "row"), tensorOf("w", [I, O], "once"), tensorOf("dx", [I], "row")];
    const executor = backend.open({ tensors: guarded([dx, dy, w]), capacity: 1 });
    mark(executor);
    void executor.write(dy, new Float32Array(O).fill(1));
    void executor.write(w, new Float32Array(I * O).fill(1));
    void executor.compile([{ kind: "dense-backward", dy, w, dx }], 1, null).run(null, 1);
    expect([...(executor.read(dx) as Float32Array)]).toEqual(new Array(I).fill(O));
    expectMarked(executor);
    executor.dispose();
  });

  test.each([1, 2, 3, 5, 6, 7, 9, 11, 41])("whatever tensor comes last is in its memory, %i outputs", (O) => {
    const I = 16;
    const named = {
      x: tensorOf("x", [I], "row"),
      w: tensorOf("w", [I, O], "once"),
      b: tensorOf("b", [O], "once"),
      y: tensorOf("y", [O], "row"),
    };
    const { x, w, b, y } = named;
    const operations: readonly Operation[] = [
      { kind: "dense", x, w, b, y },
      { kind: "dense-gradient", x, dy: y, dw: w },
      { kind: "column-sums", dy: y, db: b },
      { kind: "dense-backward", dy: y, w, dx: x },
    ];
    const written = [
      [x, new Float32Array(I).fill(1)],
      [w, new Float32Array(I * O).fill(2)],
      [b, new Float32Array(O).fill(3)],
    ] as const;
    // y = 16 * 2 + 3; dw = y; db = y; dx = O y y
    const expected = [new Array(I).fill(O * 35 * 35), new Array(I * O).fill(35), new Array(O).fill(35)];
    for (const last of ["x", "w", "b", "y"] as const) {
      const ordered = [...Object.values(named).filter(({ name }) => name !== last), named[last]];
      const putLast = {
        ...backend,
        open: ({ capacity }: { readonly capacity: number }) => backend.open({ tensors: ordered, capacity }),
      };
      const results = runOperations(putLast, operations, 1, written, [x, w, b]);
      expect(results.map((values) => [...values])).toEqual(expected);
    }
  });
});
