/** One forward and backward pass of small networks, layer by layer on the kernels, against PyTorch in float64. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ActivationKind, Backend, FloatArray, Kernels } from "../src/kernels/kernels.ts";
import { createReferenceBackend } from "../src/kernels/reference/backend.ts";
import type { LossKind } from "../src/losses/losses.ts";
import { expectClose, type Tolerance } from "./expect-close.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

interface Case {
  readonly activation: string;
  readonly loss_name: LossKind;
  readonly sizes: readonly number[];
  readonly batch: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly W: readonly (readonly number[])[];
  readonly b: readonly (readonly number[])[];
  readonly logits: readonly number[];
  readonly prediction: readonly number[];
  readonly loss: number;
  readonly dW: readonly (readonly number[])[];
  readonly db: readonly (readonly number[])[];
}

const { cases } = JSON.parse(
  readFileSync(new URL("../fixtures/mlp-gradients-torch.json", import.meta.url), "utf8"),
) as { readonly cases: readonly Case[] };

/** PyTorch's default alpha of ELU; the slope make-torch.py gives leaky ReLU. */
const parameters: Readonly<Record<string, number>> = { elu: 1, "leaky-relu": 0.01 };

interface Pass {
  readonly logits: FloatArray;
  readonly prediction: FloatArray;
  readonly loss: number;
  readonly dW: readonly FloatArray[];
  readonly db: readonly FloatArray[];
}

/** The loss's mean, its prediction and its gradient, as PyTorch's `reduction="mean"` takes it. */
const lossStages: Readonly<
  Record<
    LossKind,
    (k: Kernels, c: Case, logits: FloatArray, dlogits: FloatArray) => { loss: number; prediction: FloatArray }
  >
> = {
  "softmax-cross-entropy": (k, c, logits, dlogits) => {
    const labels = k.ints(c.batch);
    labels.set(c.y);
    const prediction = k.floats(logits.length);
    const sum = k.softmaxCrossEntropy(logits, labels, prediction, dlogits, c.batch, logits.length / c.batch);
    return { loss: sum / c.batch, prediction };
  },
  "sigmoid-binary-cross-entropy": (k, c, logits, dlogits) => {
    const [targets, prediction, N] = [take(k, c.y), k.floats(logits.length), logits.length];
    return { loss: k.sigmoidBinaryCrossEntropy(logits, targets, prediction, dlogits, N, 1 / N) / N, prediction };
  },
  "mean-squared-error": (k, c, logits, dlogits) => {
    const N = logits.length;
    return { loss: k.meanSquaredError(logits, take(k, c.y), dlogits, N, 1 / N) / N, prediction: logits };
  },
};

function take(k: Kernels, values: readonly number[]): FloatArray {
  const buffer = k.floats(values.length);
  buffer.set(values);
  return buffer;
}

function runPass(k: Kernels, c: Case): Pass {
  const kind = c.activation.replace("_", "-") as ActivationKind;
  const parameter = parameters[kind] ?? 0;
  const last = c.sizes.length - 2;
  const W = c.W.map((w) => take(k, w));
  const b = c.b.map((v) => take(k, v));
  const inputs = [take(k, c.x)];
  const sums: FloatArray[] = [];
  for (let l = 0; l <= last; l++) {
    const [I, O] = [c.sizes[l], c.sizes[l + 1]];
    sums[l] = k.floats(c.batch * O);
    k.denseForward(inputs[l], W[l], b[l], sums[l], c.batch, I, O);
    if (l === last) break;
    inputs[l + 1] = k.floats(c.batch * O);
    k.activationForward(kind, parameter, sums[l], inputs[l + 1], c.batch * O);
  }

  let dz = k.floats(sums[last].length);
  const { loss, prediction } = lossStages[c.loss_name](k, c, sums[last], dz);
  const dW = W.map((w) => k.floats(w.length));
  const db = b.map((v) => k.floats(v.length));
  for (let l = last; l >= 0; l--) {
    const [I, O] = [c.sizes[l], c.sizes[l + 1]];
    k.denseBackwardWeights(inputs[l], dz, dW[l], db[l], c.batch, I, O);
    if (l === 0) break;
    const dx = k.floats(c.batch * I);
    k.denseBackwardInput(dz, W[l], dx, c.batch, I, O);
    k.activationBackward(kind, parameter, sums[l - 1], inputs[l], dx, dx, c.batch * I);
    dz = dx;
  }
  return { logits: sums[last], prediction, loss, dW, db };
}

function describeMlpGradients(
  name: string,
  createBackend: () => Backend | Promise<Backend>,
  tolerance: Tolerance,
): void {
  describe(`${name} agrees with PyTorch (abs ${tolerance.abs}, rel ${tolerance.rel})`, () => {
    test.each(cases.map((c) => [`${c.activation}, ${c.loss_name}, ${c.sizes.join("-")}`, c] as const))(
      "%s",
      async (_, c) => {
        const backend = await createBackend();
        const layers = c.sizes.slice(1).map((O, l) => ({ B: c.batch, I: c.sizes[l], O, sparse: false }));
        const scratchBytes = Math.max(...layers.map((layer) => backend.scratchBytes(layer)));
        const k = backend.create({ floats: 4096, ints: 64, scratchBytes });
        const pass = runPass(k, c);
        expectClose(pass.logits, c.logits, tolerance);
        expectClose(pass.prediction, c.prediction, tolerance);
        expectClose(pass.loss, c.loss, tolerance);
        pass.dW.forEach((dw, l) => void expectClose(dw, c.dW[l], tolerance));
        pass.db.forEach((db, l) => void expectClose(db, c.db[l], tolerance));
        k.dispose();
      },
    );
  });
}

test("the fixture holds every activation and loss", () => {
  expect(new Set(cases.map((c) => c.activation)).size).toBe(9);
  expect(new Set(cases.map((c) => c.loss_name)).size).toBe(3);
});

describeMlpGradients("reference-float64", () => createReferenceBackend("float64"), { abs: 1e-10, rel: 0 });
describeMlpGradients("reference-float32", () => createReferenceBackend("float32"), { abs: 2e-7, rel: 1e-6 });
describeMlpGradients("wasm-strict", async () => (await everyWasmBackend())[0], { abs: 5e-7, rel: 2e-6 });
describeMlpGradients("wasm-relaxed", async () => (await everyWasmBackend())[1], { abs: 5e-7, rel: 2e-6 });
