/** A class ruled out (a logit of -Infinity) has probability 0 and, where its target is 0, adds nothing to the loss. */
import { describe, expect, test } from "vitest";
import type { Backend } from "../src/plan/executor.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { expectClose } from "./expect-close.ts";
import { runOperations, tensorOf } from "./run-operations.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const C = 5;
const logits = [0, -Infinity, Math.log(3), -Infinity, -Infinity];
const soft = [0.5, 0, 0.5, 0, 0];

const [y, prediction, dy] = ["y", "prediction", "dy"].map((name) => tensorOf(name, [C], "row"));
const loss = tensorOf("loss", [], "step", "double");
const labels = tensorOf("labels", [], "row", "int");
const shares = tensorOf("targets", [C], "row");

/** One row; `wanted` is its class, or the shares of all. */
function run(backend: Backend, wanted: number | readonly number[]) {
  const targets = typeof wanted === "number" ? labels : shares;
  const [mean, probabilities, dlogits] = runOperations(
    backend,
    [{ kind: "softmax-cross-entropy", y, targets, prediction, dy, loss }],
    1,
    [
      [y, logits],
      [targets, typeof wanted === "number" ? [wanted] : wanted],
    ],
    [loss, prediction, dy],
  );
  return { loss: mean[0], prediction: probabilities, dlogits };
}

describe("a logit of -Infinity", async () => {
  const backends = [
    createReferenceBackend("float64"),
    createReferenceBackend("float32"),
    ...(await everyWasmBackend()),
  ];
  for (const backend of backends) {
    test(`${backend.name}: with a label, within 2e-7`, () => {
      const { loss, prediction, dlogits } = run(backend, 2);
      expectClose(loss, -Math.log(0.75), { abs: 2e-7 });
      expectClose(prediction, [0.25, 0, 0.75, 0, 0], { abs: 2e-7 });
      expectClose(dlogits, [0.25, 0, -0.25, 0, 0], { abs: 2e-7 });
    });

    test(`${backend.name}: with soft targets of 0, within 2e-7`, () => {
      const { loss, prediction, dlogits } = run(backend, soft);
      expectClose(loss, -0.5 * Math.log(0.25) - 0.5 * Math.log(0.75), { abs: 2e-7 });
      expectClose(prediction, [0.25, 0, 0.75, 0, 0], { abs: 2e-7 });
      expectClose(dlogits, [-0.25, 0, 0.25, 0, 0], { abs: 2e-7 });
    });
  }

  test("where the label is, the loss is infinite, not NaN", () => {
    for (const backend of backends) expect(run(backend, 1).loss).toBe(Infinity);
  });
});
