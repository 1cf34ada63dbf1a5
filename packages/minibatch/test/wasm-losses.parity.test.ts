/** The losses never fuse: both builds of the WASM kernels give the same bits. */
import { expect, test } from "vitest";
import type { Backend } from "../src/plan/executor.ts";
import type { Operation } from "../src/plan/operation.ts";
import { createStream } from "../src/random/stream.ts";
import { fillUniform } from "../src/random/uniform.ts";
import { runOperations, tensorOf } from "./run-operations.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const [strict, relaxed] = await everyWasmBackend();

/** Every number the four losses give on B rows of C logits within +-reach. */
function runLosses(backend: Backend, B: number, C: number, reach: number): number[] {
  const stream = createStream(5, "data", B, C);
  const [z, shares] = [new Float32Array(B * C), new Float32Array(B * C)];
  fillUniform(stream, z, -reach, reach);
  fillUniform(stream, shares, 0, 1);
  const [y, targets, prediction, dy] = ["y", "targets", "prediction", "dy"].map((name) => tensorOf(name, [C], "row"));
  const labels = tensorOf("labels", [], "row", "int");
  const loss = tensorOf("loss", [], "step", "double");
  const results = { prediction, dy, loss };
  const operations: readonly Operation[] = [
    { kind: "softmax-cross-entropy", y, targets: labels, ...results },
    { kind: "softmax-cross-entropy", y, targets, ...results },
    { kind: "sigmoid-binary-cross-entropy", y, targets, ...results },
    { kind: "mean-squared-error", y, targets, ...results },
  ];
  return operations.flatMap((operation) => {
    const wanted =
      "targets" in operation && operation.targets === labels
        ? ([labels, new Int32Array(B).fill(C - 1)] as const)
        : ([targets, shares] as const);
    const out = runOperations(backend, [operation], B, [[y, z], wanted], [loss, prediction, dy]);
    return out.flatMap((values, i) => (i === 0 ? [values[0]] : [...values]));
  });
}

test.each([1, 10, 100, 1000])("strict and relaxed losses are the same bits on logits within +-%d", (reach) => {
  for (const B of [1, 3, 8]) {
    for (const C of [1, 2, 3, 4, 5, 10, 33]) {
      const expected = runLosses(strict, B, C, reach);
      expect(expected.every(Number.isFinite)).toBe(true);
      expect(runLosses(relaxed, B, C, reach)).toEqual(expected);
    }
  }
});
