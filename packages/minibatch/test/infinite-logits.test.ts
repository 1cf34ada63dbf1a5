/** A class ruled out (a logit of -Infinity) has probability 0 and, where its target is 0, adds nothing to the loss. */
import { describe, expect, test } from "vitest";
import type { Backend } from "../src/kernels/kernels.ts";
import { createReferenceBackend } from "../src/kernels/reference/backend.ts";
import { expectClose } from "./expect-close.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const C = 5;
const logits = [0, -Infinity, Math.log(3), -Infinity, -Infinity];
const soft = [0.5, 0, 0.5, 0, 0];

function run(backend: Backend, isSoft: boolean) {
  const k = backend.create({ floats: 4 * C, ints: 1, scratchBytes: 0 });
  const [z, t, p, dz, labels] = [k.floats(C), k.floats(C), k.floats(C), k.floats(C), k.ints(1)];
  z.set(logits);
  t.set(soft);
  labels[0] = 2;
  const loss = isSoft ? k.softmaxCrossEntropySoft(z, t, p, dz, 1, C) : k.softmaxCrossEntropy(z, labels, p, dz, 1, C);
  const results = { loss, prediction: [...p], dlogits: [...dz] };
  k.dispose();
  return results;
}

describe("a logit of -Infinity", async () => {
  const backends = [
    createReferenceBackend("float64"),
    createReferenceBackend("float32"),
    ...(await everyWasmBackend()),
  ];
  for (const backend of backends) {
    test(`${backend.name}: with a label, within 2e-7`, () => {
      const { loss, prediction, dlogits } = run(backend, false);
      expectClose(loss, -Math.log(0.75), { abs: 2e-7 });
      expectClose(prediction, [0.25, 0, 0.75, 0, 0], { abs: 2e-7 });
      expectClose(dlogits, [0.25, 0, -0.25, 0, 0], { abs: 2e-7 });
    });

    test(`${backend.name}: with soft targets of 0, within 2e-7`, () => {
      const { loss, prediction, dlogits } = run(backend, true);
      expectClose(loss, -0.5 * Math.log(0.25) - 0.5 * Math.log(0.75), { abs: 2e-7 });
      expectClose(prediction, [0.25, 0, 0.75, 0, 0], { abs: 2e-7 });
      expectClose(dlogits, [-0.25, 0, 0.25, 0, 0], { abs: 2e-7 });
    });
  }

  test("where the label is, the loss is infinite, not NaN", () => {
    for (const backend of backends) {
      const k = backend.create({ floats: 3 * C, ints: 1, scratchBytes: 0 });
      const [z, p, dz, labels] = [k.floats(C), k.floats(C), k.floats(C), k.ints(1)];
      z.set(logits);
      labels[0] = 1;
      expect(k.softmaxCrossEntropy(z, labels, p, dz, 1, C)).toBe(Infinity);
      k.dispose();
    }
  });
});
